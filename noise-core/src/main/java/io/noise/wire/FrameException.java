package io.noise.wire;

/**
 * A stream of bytes that is not a stream of frames. Strangers cause it, so it carries no
 * stack trace.
 */
public final class FrameException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * The kind of fault.
	 */
	public enum Fault {

		/** The length is not a number. */
		MALFORMED_LENGTH,

		/** The length is above the limit. */
		TOO_LONG,

		/** A frame was begun and did not go on fast enough. */
		TOO_SLOW,

		/** The stream ended within a frame. */
		CUT_SHORT,

		/** More than can be kept came while reading was paused. */
		TOO_MUCH_WAITING

	}

	private final Fault fault;

	private FrameException(Fault fault, String message) {
		super(message, null, false, false);
		this.fault = fault;
	}

	static FrameException malformedLength() {
		return new FrameException(Fault.MALFORMED_LENGTH, "frame length: no end within 10 bytes or 64 bits");
	}

	static FrameException tooLong(long length, int limit) {
		return new FrameException(Fault.TOO_LONG,
				"frame length: " + Long.toUnsignedString(length) + " bytes (expected: at most " + limit + ")");
	}

	static FrameException tooSlow(int received, long limitMillis) {
		return new FrameException(Fault.TOO_SLOW,
				"frame: not complete, and no progress for " + limitMillis + " ms, " + received
						+ " bytes of it are here (expected: at least " + ProgressTimeout.LEAST_BYTES_PER_SECOND
						+ " bytes a second)");
	}

	static FrameException cutShort(int received) {
		return new FrameException(Fault.CUT_SHORT, "frame: the stream ended after " + received + " bytes of it");
	}

	static FrameException tooMuchWaiting(int waiting, int limit) {
		return new FrameException(Fault.TOO_MUCH_WAITING, "frames: " + waiting
				+ " bytes came while reading was paused, and then the end (expected: at most " + limit + ")");
	}

	/**
	 * The kind of fault.
	 * @return the kind of fault
	 */
	public Fault fault() {
		return this.fault;
	}

}
