package io.noise.session.secure;

import java.nio.ByteBuffer;

import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Seals or opens the records of one direction, and changes the key after every 2^20 of
 * them: both ends count, so no word is lost about it. One event loop's alone.
 */
final class RecordCipher {

	private static final int RECORDS_PER_KEY = 1 << 20;

	private final CipherState cipher;

	private final int recordsPerKey;

	private int underThisKey;

	/** Whether anything was sealed or opened since {@link #wasUsed} was asked. */
	private boolean used;

	/**
	 * Those that are awake on its event loop, and its place there; null while it rests.
	 */
	private @Nullable AwakeCiphers home;

	private int place;

	RecordCipher(CipherState cipher) {
		this(cipher, RECORDS_PER_KEY);
	}

	RecordCipher(CipherState cipher, int recordsPerKey) {
		this.cipher = cipher;
		this.recordsPerKey = recordsPerKey;
	}

	/**
	 * Seals the beginning of an array.
	 * @return how long the record is
	 */
	int seal(byte[] plain, int length, byte[] sealed) {
		int written = this.cipher.seal(ByteBuffer.wrap(plain, 0, length), ByteBuffer.wrap(sealed));
		count();
		return written;
	}

	/**
	 * Opens the beginning of an array.
	 * @return how much was in it
	 * @throws SessionException if the record was not sealed by the other end, at this
	 * place
	 */
	int open(byte[] sealed, int length, byte[] plain) {
		try {
			int written = this.cipher.open(ByteBuffer.wrap(sealed, 0, length), ByteBuffer.wrap(plain));
			count();
			return written;
		}
		catch (HandshakeException ex) {
			throw new SessionException(Fault.PROTOCOL, "record: " + ex.getMessage(), ex);
		}
	}

	private void count() {
		this.used = true;
		if (this.home == null) {
			this.home = AwakeCiphers.here();
			this.place = this.home.add(this);
		}
		if (++this.underThisKey == this.recordsPerKey) {
			this.underThisKey = 0;
			this.cipher.rekey();
		}
	}

	/** Whether it was used since this was asked last. */
	boolean wasUsed() {
		boolean before = this.used;
		this.used = false;
		return before;
	}

	int place() {
		return this.place;
	}

	void place(int index) {
		this.place = index;
	}

	/** Gives up what the next record makes again. */
	void rest() {
		this.home = null;
		this.cipher.rest();
	}

	void destroy() {
		if (this.home != null && this.home == AwakeCiphers.here()) {
			this.home.remove(this);
		}
		this.cipher.destroy();
	}

}
