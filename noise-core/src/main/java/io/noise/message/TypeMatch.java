package io.noise.message;

import java.util.function.Supplier;

import io.noise.NotSentException;
import io.noise.payload.PayloadWriter;
import io.noise.record.RecordTranslation;
import io.noise.session.channel.Printable;
import org.jspecify.annotations.Nullable;

/**
 * A type of this node beside the type of a peer. Safe for use by any thread.
 */
final class TypeMatch {

	/** The types do not differ, or nothing is known about the peer's. */
	static final TypeMatch SAME = new TypeMatch("", "", null);

	private static final int MAX_WORDS = 256;

	private final String type;

	private final String differences;

	private final @Nullable Supplier<RecordTranslation> finder;

	/** Found when it is first needed: strangers must not make it take memory. */
	private volatile @Nullable RecordTranslation translation;

	private TypeMatch(String type, String differences, @Nullable Supplier<RecordTranslation> finder) {
		this.type = type;
		this.differences = differences;
		this.finder = finder;
	}

	/**
	 * Keeps what a comparison has found.
	 * @param finder finds it anew
	 */
	static TypeMatch of(RecordTranslation found, MessageType<?> own, Supplier<RecordTranslation> finder) {
		return found.isSame() ? SAME
				: new TypeMatch(own.name(), printable(String.join("; ", found.differences())), finder);
	}

	private static String printable(String words) {
		return Printable.cut(words, MAX_WORDS);
	}

	/** The differences in words; empty if there are none. */
	String differences() {
		return this.differences;
	}

	/**
	 * Encodes a message for the peer.
	 * @param maxBytes the most bytes that it may take
	 * @throws NotSentException if the peer cannot read it
	 */
	byte[] encode(int opcode, Object message, int maxBytes) {
		PayloadWriter out = new PayloadWriter(maxBytes);
		try {
			translation().encode(message, out.writeByte(opcode));
		}
		catch (RuntimeException ex) {
			throw new NotSentException("message type " + this.type + ": not sent, it differs at the peer: "
					+ printable(String.valueOf(ex.getMessage())), null);
		}
		return out.toBytes();
	}

	private RecordTranslation translation() {
		RecordTranslation found = this.translation;
		if (found == null) {
			if (this.finder == null) {
				throw new IllegalStateException("nothing to translate");
			}
			found = this.finder.get();
			this.translation = found;
		}
		return found;
	}

}
