package io.noise.session.channel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.noise.wire.ReadFlow;

/**
 * The established session of one connection. Used on its event loop, but where a method
 * says otherwise.
 */
public interface SessionLink extends ReadFlow {

	/**
	 * Whether the other end sends no more than it was given credit for. Where it does,
	 * reading need not stop while messages wait to be taken: they are bounded.
	 * @return false if only {@link #pause()} keeps what waits bounded
	 */
	boolean limitsByCredit();

	/**
	 * Notes that messages were taken: others of the same cost may come.
	 * @param cost what {@link SessionLimits#cost} says of them
	 */
	void taken(long cost);

	/**
	 * Whether the other end has given credit for a message.
	 * @param bytes the message's length
	 * @return true if it may be written now
	 */
	boolean admits(int bytes);

	/**
	 * The longest message that the other end takes. Safe for any thread.
	 * @return bytes
	 */
	int maxMessageBytes();

	/**
	 * A buffer to encode messages into, to be written down the pipeline.
	 * @param bytes about how much will be written
	 * @return an empty buffer, the caller's
	 */
	ByteBuf buffer(int bytes);

	/**
	 * Writes one message as a frame of this session, and takes its cost from the credit.
	 * @param body the message
	 * @param out where to, after other frames of the same write
	 */
	void encode(byte[] body, ByteBuf out);

	/**
	 * Writes one message, as {@link #encode(byte[], ByteBuf)} does, with extensions where
	 * the kind of session has them.
	 * @param body the message
	 * @param extensions at most 1,024 bytes, which the other end may skip
	 * @param out where to, after other frames of the same write
	 */
	default void encode(byte[] body, byte[] extensions, ByteBuf out) {
		encode(body, out);
	}

	/**
	 * Tells the other end of types that it has not been told of, ahead of the messages
	 * that are encoded from now on.
	 * @param types all types of this end
	 * @param out where to, as for {@link #encode}
	 */
	void announce(List<TypeEntry> types, ByteBuf out);

	/**
	 * Returns the requests of this session. Safe for any thread.
	 * @return empty if the kind of session has none
	 */
	default Optional<RequestLink> requests() {
		return Optional.empty();
	}

	/**
	 * Asks the other end for a sign of life. Safe for any thread.
	 * @return how long it took, completed on the event loop; fails where the kind of
	 * session cannot ask, the connection ends before, or with a {@link SessionException}
	 * SILENT after the ping timeout. Who needs it no longer cancels it
	 */
	CompletableFuture<Duration> ping();

	/**
	 * The time that the last answer took. Safe for any thread.
	 * @return the time, empty before the first
	 */
	Optional<Duration> roundTripTime();

	/**
	 * Says, where the kind of session can, that this end closes the connection. Nothing
	 * is written after that.
	 * @param code why
	 * @param words more about it; may be empty
	 * @return whether it was said
	 */
	boolean close(CloseCode code, String words);

}
