package io.noise.identity;

/**
 * The content of a key file that is not what it should be. It knows no file;
 * {@link KeyFile} adds that. The message never holds bytes of the content, since they may
 * be those of a key.
 */
final class KeyFormatException extends Exception {

	private static final long serialVersionUID = 1L;

	KeyFormatException(String message) {
		super(message);
	}

	KeyFormatException(String message, Throwable cause) {
		super(message, cause);
	}

}
