package io.noise.session.channel;

/**
 * A failure of a connection that began as another kind of session begins. Strangers cause
 * it, so it carries no stack trace.
 */
public final class MismatchException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Throwable failure;

	/**
	 * A failure that the first bytes explain.
	 * @param failure what went wrong
	 * @param beginning the first bytes, as {@link FirstBytes#describe} tells of them
	 * @param own the kind of session of this end
	 */
	public MismatchException(Throwable failure, String beginning, String own) {
		super(failure.getMessage() + "; first bytes: " + beginning + " (expected: a node with session " + own
				+ "; both ends must use the same kind)", failure, false, false);
		this.failure = failure;
	}

	/**
	 * The failure itself, which decides what becomes of the connection.
	 * @return what went wrong
	 */
	public Throwable failure() {
		return this.failure;
	}

}
