package io.noise.message;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.noise.record.RecordForms;
import org.jspecify.annotations.Nullable;

/**
 * The forms that peers have told lately, by the SHA-256 of their bytes, so that any
 * number of peers with the same application cost one comparison. Bounded. Safe for use by
 * any thread.
 */
final class ToldFormsCache {

	private static final int MAX_ENTRIES = 64;

	private static final int MAX_BYTES = 1 << 20;

	/** The least recently used first. */
	private final Map<String, ToldForms> byHash = new LinkedHashMap<>(16, 0.75f, true);

	private int totalBytes;

	/**
	 * Returns the forms in bytes that a peer has told.
	 * @throws io.noise.payload.PayloadException if they are refused
	 */
	ToldForms of(byte[] bytes) {
		String hash = hash(bytes);
		ToldForms known = get(hash);
		if (known != null) {
			return known;
		}
		ToldForms told = new ToldForms(bytes, RecordForms.read(bytes));
		put(hash, told);
		return told;
	}

	private static String hash(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private synchronized @Nullable ToldForms get(String hash) {
		return this.byHash.get(hash);
	}

	private synchronized void put(String hash, ToldForms told) {
		if (this.byHash.put(hash, told) != null) {
			return;
		}
		this.totalBytes += told.size();
		Iterator<ToldForms> eldest = this.byHash.values().iterator();
		while (this.byHash.size() > MAX_ENTRIES || this.totalBytes > MAX_BYTES) {
			this.totalBytes -= eldest.next().size();
			eldest.remove();
		}
	}

}
