package io.noise.session.channel;

/**
 * Makes what strangers call things fit for logs and exceptions.
 */
public final class Printable {

	private Printable() {
	}

	/**
	 * Cuts a text short, and puts question marks in place of what terminals and log
	 * readers could act upon: control and format characters, such as those that change
	 * the direction of text, line separators, and what is no character.
	 * @param text any text
	 * @param most how many characters (code points) are left at most
	 * @return one line
	 */
	public static String cut(String text, int most) {
		return text.codePoints()
			.limit(most)
			.map((character) -> isHarmless(character) ? character : '?')
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	private static boolean isHarmless(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
				false;
			default -> true;
		};
	}

}
