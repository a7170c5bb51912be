package io.noise.session.channel;

/**
 * What went wrong on a connection that began as another kind of session begins. Strangers
 * cause it, so it carries no stack trace.
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
	 * What went wrong, and decides what becomes of the connection.
	 * @return the failure itself
	 */
	public Throwable failure() {
		return this.failure;
	}

}
