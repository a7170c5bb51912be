package io.noise.engine;

/**
 * The target of a dial.
 *
 * @param text the address as it was given
 * @param address the same, read
 * @param keepsUp whether another dial follows when this one fails or its peer is lost
 * @param failures how many of the same came before it, without a success
 */
record DialTarget(String text, DialAddress address, boolean keepsUp, int failures) {

	@Override
	public String toString() {
		return this.text;
	}

}
