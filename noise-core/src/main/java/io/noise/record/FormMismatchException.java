package io.noise.record;

/**
 * A form of this end that does not fit that of the other end. What a stranger sent may
 * cause it, so it carries no stack trace.
 */
final class FormMismatchException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	FormMismatchException(String message) {
		super(message, null, false, false);
	}

}
