package io.noise.engine;

/**
 * The target of a dial.
 *
 * @param text the address as it was given
 * @param address the same, parsed
 * @param keepsUp whether another dial follows when this one fails or its peer is lost
 * @param failures the number of failed dials of a kept address since its last success
 */
record DialTarget(String text, DialAddress address, boolean keepsUp, int failures) {

	@Override
	public String toString() {
		return this.text;
	}

}
