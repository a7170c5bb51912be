package io.noise.spring.boot.actuate;

import java.nio.charset.StandardCharsets;

/**
 * The size that is left for a {@link JsonValue}, counted over all that is nested in it.
 */
final class JsonBudget {

	static final int MAX_CHARACTERS = 256;

	static final int MAX_ENTRIES = 16;

	/** Stands for everything that was cut. */
	static final String CUT = "…";

	/** Cost of an entry besides its key and value: quotes, a colon, a comma. */
	private static final int PUNCTUATION = 4;

	private int characters = MAX_CHARACTERS;

	private int entries = MAX_ENTRIES;

	/**
	 * Cuts a key to the maximum length of a value.
	 */
	static String key(String key) {
		return cut(key, MAX_CHARACTERS);
	}

	/**
	 * Takes the room for one more entry.
	 * @return false if there is none
	 */
	boolean hasRoom() {
		this.characters -= PUNCTUATION;
		this.entries--;
		return this.entries >= 0 && this.characters > 0;
	}

	boolean fits(String text) {
		return text.length() <= this.characters;
	}

	/**
	 * Takes the room for a text that is never cut.
	 */
	String charge(String text) {
		this.characters -= text.length();
		return text;
	}

	/**
	 * Takes as much of a text as there is room for.
	 */
	String spend(String text) {
		return charge(cut(text, this.characters));
	}

	private static String cut(String text, int room) {
		return text((text.length() <= room) ? text : text.substring(0, Math.max(room - 1, 0)) + CUT);
	}

	/**
	 * Replaces halves of characters in a text, which UTF-8 cannot express.
	 */
	private static String text(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
	}

}
