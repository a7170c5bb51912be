package io.noise.session;

import io.noise.session.plain.PlainSession;

/**
 * The kinds of session.
 */
public final class Sessions {

	private Sessions() {
	}

	/**
	 * Nothing but the frames of Go noise v1.0: no encryption, no identity. For trusted
	 * links and tests.
	 * @return the session
	 */
	public static Session plain() {
		return new PlainSession();
	}

}
