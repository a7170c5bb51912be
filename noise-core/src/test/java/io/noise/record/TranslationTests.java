package io.noise.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.noise.payload.PayloadWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Types that differ between two ends, in each way that is allowed and each that is not.
 */
@SuppressWarnings("SameNameButDifferent")
class TranslationTests {

	/** The types of one end. */
	interface One {

		record Order(int number, Colour colour, Figure figure) {
		}

		record Item(byte count) {
		}

		record Basket(List<Item> items, Map<String, Item> named, Optional<Item> first, int end) {
		}

		record Keys(Set<Item> items) {
		}

		record Tree(int value, List<Tree> children) {
		}

		enum Colour {

			RED, GREEN, BLUE

		}

		sealed interface Figure permits Circle, Square, Inner {

		}

		record Circle(int radius) implements Figure {
		}

		record Square(int side) implements Figure {
		}

		sealed interface Inner extends Figure permits Dot {

		}

		record Dot() implements Inner {
		}

	}

	/** The types of the other end. */
	interface Two {

		record Order(int number, Colour colour, Figure figure) {
		}

		record Item(byte count, Optional<String> note, List<Integer> a, Set<Integer> b, Map<Integer, Integer> c) {
		}

		record Basket(List<Item> items, Map<String, Item> named, Optional<Item> first, int end) {
		}

		record Keys(Set<Item> items) {
		}

		record Tree(int value, List<Tree> children, Optional<Tree> favourite) {
		}

		enum Colour {

			GREEN, PINK, RED

		}

		sealed interface Figure permits Inner, Line, Circle, Square {

		}

		record Circle(int radius) implements Figure {
		}

		record Square(long side) implements Figure {
		}

		record Line() implements Figure {
		}

		sealed interface Inner extends Figure permits Dot {

		}

		record Dot(Optional<String> name) implements Inner {
		}

	}

	record Amount(int value) {
	}

	record Boxed(Integer value) {
	}

	record Long64(long value) {
	}

	record Renamed(int number) {
	}

	record Needed(int value, String more) {
	}

	record Pair(int value, int other) {
	}

	record Swapped(int other, int value) {
	}

	record ListOf(List<Integer> value) {
	}

	@SuppressWarnings("ArrayRecordComponent") // not compared
	record ArrayOf(int[] value) {
	}

	record SetOf(Set<Integer> value) {
	}

	record Inserted(Optional<String> more, int value) {
	}

	@Test
	void sameForms_needNoTranslation() {
		assertThat(Translations.between(One.Basket.class, One.Basket.class).isSame()).isTrue();
		assertThat(Translations.between(One.Tree.class, One.Tree.class).isSame()).isTrue();
		assertThat(Translations.between(One.Order.class, One.Order.class).isSame()).isTrue();
		assertThat(Translations.between(Amount.class, Boxed.class).isSame()).isTrue();
	}

	@Test
	void constantsAndRecords_matchByName() {
		assertThat(Translations.arrival(new One.Order(1, One.Colour.RED, new One.Circle(2)), Two.Order.class))
			.isEqualTo(new Two.Order(1, Two.Colour.RED, new Two.Circle(2)));
		assertThat(Translations.arrival(new One.Order(1, One.Colour.GREEN, new One.Dot()), Two.Order.class))
			.isEqualTo(new Two.Order(1, Two.Colour.GREEN, new Two.Dot(Optional.empty())));
		assertThat(
				Translations.arrival(new Two.Order(1, Two.Colour.RED, new Two.Dot(Optional.of("a"))), One.Order.class))
			.isEqualTo(new One.Order(1, One.Colour.RED, new One.Dot()));
	}

	@Test
	void whatTheReaderLacks_isRefusedForItsMessageOnly() {
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> Translations.arrival(new One.Order(1, One.Colour.BLUE, new One.Circle(2)), Two.Order.class))
			.withMessage("Colour.BLUE: not known to the peer (expected: one of GREEN, PINK, RED)");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Translations.arrival(new Two.Order(1, Two.Colour.RED, new Two.Line()), One.Order.class))
			.withMessage("Figure Line: not known to the peer (expected: one of Circle, Square, Inner)");
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> Translations.arrival(new One.Order(1, One.Colour.RED, new One.Square(2)), Two.Order.class))
			.withMessage("Square.side: int here, long at the peer (expected: the same)");
		assertThat(Translations.between(One.Order.class, Two.Order.class).differences()).contains(
				"Colour.BLUE: only here", "Colour.PINK: only at the peer", "Figure.Line: only at the peer",
				"Square.side: int here, long at the peer (expected: the same)",
				"Dot.name: Optional<String>, only at the peer");
	}

	@Test
	void moreAtTheEnd_atAnyDepth_isLeftOutOrEmpty() {
		One.Item item = new One.Item((byte) 1);
		Two.Item full = new Two.Item((byte) 1, Optional.of("x"), List.of(1), Set.of(2), Map.of(3, 4));
		Two.Item empty = new Two.Item((byte) 1, Optional.empty(), List.of(), Set.of(), Map.of());
		assertThat(Translations.arrival(new One.Basket(List.of(item, item), Map.of("a", item), Optional.of(item), 9),
				Two.Basket.class))
			.isEqualTo(new Two.Basket(List.of(empty, empty), Map.of("a", empty), Optional.of(empty), 9));
		assertThat(Translations.arrival(new Two.Basket(List.of(full, full), Map.of("a", full), Optional.of(full), 9),
				One.Basket.class))
			.isEqualTo(new One.Basket(List.of(item, item), Map.of("a", item), Optional.of(item), 9));
		assertThat(Translations.arrival(new Needed(1, "x"), Amount.class)).isEqualTo(new Amount(1));
	}

	@Test
	void recordsWithinThemselves_areTranslated() {
		One.Tree tree = new One.Tree(1, List.of(new One.Tree(2, List.of()), new One.Tree(3, List.of())));
		assertThat(Translations.arrival(tree, Two.Tree.class).toString()).isEqualTo(
				"Tree[value=1, children=[Tree[value=2, children=[], favourite=Optional.empty], Tree[value=3, children=[], "
						+ "favourite=Optional.empty]], favourite=Optional.empty]");
		assertThat(Translations.arrival(
				new Two.Tree(1, List.of(), Optional.of(new Two.Tree(2, List.of(), Optional.empty()))), One.Tree.class))
			.isEqualTo(new One.Tree(1, List.of()));
	}

	@Test
	void keysThatBecomeEqual_areRefused() {
		Two.Item first = new Two.Item((byte) 1, Optional.of("x"), List.of(), Set.of(), Map.of());
		Two.Item second = new Two.Item((byte) 1, Optional.of("y"), List.of(), Set.of(), Map.of());
		Two.Item third = new Two.Item((byte) 2, Optional.of("y"), List.of(), Set.of(), Map.of());
		assertThat(Translations.arrival(new Two.Keys(new LinkedHashSet<>(List.of(first, third))), One.Keys.class))
			.isEqualTo(new One.Keys(Set.of(new One.Item((byte) 1), new One.Item((byte) 2))));
		assertThatIllegalArgumentException().isThrownBy(
				() -> Translations.arrival(new Two.Keys(new LinkedHashSet<>(List.of(first, second))), One.Keys.class))
			.withMessageStartingWith("Keys.items: element 1 is equal to another one at the peer");
	}

	@Test
	void allElse_isRefused() {
		Map<Class<?>, String> refusals = new LinkedHashMap<>();
		refusals.put(Long64.class, "Amount.value: int here, long at the peer (expected: the same)");
		refusals.put(Renamed.class, "Amount.value: int here, number: int at the peer (expected: the same name)");
		refusals.put(Needed.class,
				"Amount.more: missing here, String at the peer (expected: Optional, List, Set or Map)");
		refusals.put(Inserted.class,
				"Amount.value: int here, more: Optional<String> at the peer (expected: the same name)");
		refusals.put(ListOf.class, "Amount.value: int here, List<int> at the peer (expected: the same)");
		refusals
			.forEach((reader, why) -> assertThat(Translations.between(Amount.class, reader).refusal()).contains(why));
		assertThat(Translations.between(Pair.class, Swapped.class).refusal()).isPresent();
		assertThat(Translations.between(ListOf.class, SetOf.class).refusal()).isPresent();
		assertThat(Translations.between(ListOf.class, ArrayOf.class).refusal()).isPresent();
		assertThat(Translations.between(One.Figure.class, One.Circle.class).refusal())
			.contains("Figure: sealed interface Figure here, record Circle at the peer (expected: the same)");
	}

	@Test
	void codecsOfComponents_matchByTheirTypes() {
		ComponentCodecs codecs = new ComponentCodecs();
		codecs.add(One.Item.class, (out, item) -> out.writeByte(item.count()), (in) -> new One.Item(in.readByte()));
		RecordCodec<One.Keys> coded = RecordCodec.of(One.Keys.class, codecs);
		assertThat(Translations.between(coded, coded).isSame()).isTrue();
		assertThat(Translations.between(coded, RecordCodec.of(One.Keys.class)).refusal())
			.contains("Keys.items: Item, by a codec here, record Item at the peer (expected: the same)");
	}

	@Test
	void emptyComponents_cannotMakeAMessageTooLarge() {
		List<One.Item> items = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			items.add(new One.Item((byte) i));
		}
		RecordTranslation translation = Translations.between(One.Basket.class, Two.Basket.class);
		One.Basket basket = new One.Basket(items, Map.of(), Optional.empty(), 1);
		assertThatIllegalStateException().isThrownBy(() -> translation.encode(basket, new PayloadWriter(2000)))
			.withMessageContaining("at most 2000");
	}

	@Test
	void constantsOfAllNames_keepTheirs() {
		for (One.Colour colour : Arrays.asList(One.Colour.RED, One.Colour.GREEN)) {
			assertThat(Translations.arrival(new One.Order(0, colour, new One.Dot()), Two.Order.class).colour())
				.hasToString(colour.name());
		}
	}

}
