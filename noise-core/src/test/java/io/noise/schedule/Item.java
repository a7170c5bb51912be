package io.noise.schedule;

/**
 * A message that tells where it stands in the flow of its kind from one sender, so that a
 * reader sees whether it is in order and unaltered.
 */
sealed interface Item permits Item.Red, Item.Blue {

	/** Which sender, and which kind. */
	String flow();

	int number();

	String text();

	/** One kind of message. */
	record Red(String flow, int number, String text) implements Item {
	}

	/** The other kind. */
	record Blue(String flow, int number, String text) implements Item {
	}

	static Item of(boolean red, String sender, int number) {
		return red ? new Red(sender + "-red", number, text(number)) : new Blue(sender + "-blue", number, text(number));
	}

	private static String text(int number) {
		return "x".repeat(number * 37 % 211);
	}

	default boolean isUnaltered() {
		return text().equals(text(number()));
	}

	default String name() {
		return flow() + "#" + number();
	}

}
