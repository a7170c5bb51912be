package io.noise.record;

import java.net.Inet4Address;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Types that are refused before the first message, and the words about them.
 */
@SuppressWarnings("ArrayRecordComponent")
class UnsupportedTypesTests {

	record Dates(Date when) {
	}

	record Nested(Optional<List<Dates>> dates) {
	}

	record SortedMaps(SortedMap<String, String> map) {
	}

	record HashMaps(HashMap<String, String> map) {
	}

	record SortedSets(SortedSet<String> set) {
	}

	@SuppressWarnings("rawtypes")
	record RawMap(Map map) {
	}

	record WildcardMap(Map<String, ?> map) {
	}

	record DatesByName(Map<String, Date> map) {
	}

	record DateSet(Set<Date> set) {
	}

	record Collections(Collection<String> all) {
	}

	record ArrayLists(ArrayList<String> list) {
	}

	record StringArray(String[] words) {
	}

	record Grid(int[][] numbers) {
	}

	record BoxedArray(Integer[] numbers) {
	}

	record Ipv4(Inet4Address address) {
	}

	@SuppressWarnings("rawtypes")
	record RawList(List list) {
	}

	record Wildcard(List<? extends Number> list) {
	}

	record ListOfMaps(List<Map<String, Date>> list) {
	}

	record Variable<T>(T value) {
	}

	record VariableList<T>(List<T> list) {
	}

	record GenericArray<T>(List<T[]> list) {
	}

	record Parameterized(Variable<String> value) {
	}

	record Anything(Object value) {
	}

	record Voids(Void nothing) {
	}

	record Open(Comparable<String> value) {
	}

	record Plain(Thread thread) {
	}

	static List<Arguments> unsupported() {
		return List.of(arguments(Dates.class, "Dates.when: java.util.Date"),
				arguments(Nested.class, "Dates.when: java.util.Date"),
				arguments(SortedMaps.class, "SortedMaps.map: java.util.SortedMap<java.lang.String, java.lang.String>"),
				arguments(HashMaps.class, "HashMaps.map: java.util.HashMap<java.lang.String, java.lang.String>"),
				arguments(SortedSets.class, "SortedSets.set: java.util.SortedSet<java.lang.String>"),
				arguments(RawMap.class, "RawMap.map: java.util.Map"),
				arguments(WildcardMap.class, "WildcardMap.map: ?"),
				arguments(DatesByName.class, "DatesByName.map: java.util.Date"),
				arguments(DateSet.class, "DateSet.set: java.util.Date"),
				arguments(Collections.class, "Collections.all: java.util.Collection<java.lang.String>"),
				arguments(ArrayLists.class, "ArrayLists.list: java.util.ArrayList<java.lang.String>"),
				arguments(StringArray.class, "StringArray.words: java.lang.String[]"),
				arguments(Grid.class, "Grid.numbers: int[][]"),
				arguments(BoxedArray.class, "BoxedArray.numbers: java.lang.Integer[]"),
				arguments(Ipv4.class, "Ipv4.address: java.net.Inet4Address"),
				arguments(RawList.class, "RawList.list: java.util.List"),
				arguments(Wildcard.class, "Wildcard.list: ? extends java.lang.Number"),
				arguments(ListOfMaps.class, "ListOfMaps.list: java.util.Date"),
				arguments(Variable.class, "Variable.value: T"), arguments(VariableList.class, "VariableList.list: T"),
				arguments(GenericArray.class, "GenericArray.list: T[]"),
				arguments(Parameterized.class,
						"Parameterized.value: " + Variable.class.getTypeName() + "<java.lang.String>"),
				arguments(Anything.class, "Anything.value: java.lang.Object"),
				arguments(Voids.class, "Voids.nothing: java.lang.Void"),
				arguments(Open.class, "Open.value: java.lang.Comparable<java.lang.String>"),
				arguments(Plain.class, "Plain.thread: java.lang.Thread"));
	}

	@ParameterizedTest
	@MethodSource("unsupported")
	void component_ofAnotherType_isRefusedByName(Class<?> type, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> RecordCodec.of(type))
			.withMessageStartingWith(message + " (expected: byte, short, int, long, float,");
	}

	@ParameterizedTest
	@MethodSource("noMessages")
	void type_thatIsNoRecord_isRefused(Class<?> type) {
		assertThatIllegalArgumentException().isThrownBy(() -> RecordCodec.of(type))
			.withMessage(
					type.getSimpleName() + ": " + type.getTypeName() + " (expected: a record or a sealed interface)");
	}

	static List<Class<?>> noMessages() {
		return List.of(String.class, Thread.class, Runnable.class, Tone.class, int.class, void.class, byte[].class,
				Override.class);
	}

	enum Tone {

		LOW

	}

	sealed interface Mixed permits Pitch, Fine {

	}

	enum Pitch implements Mixed {

		HIGH

	}

	record Fine() implements Mixed {
	}

	sealed interface Leaky permits Loose {

	}

	non-sealed interface Loose extends Leaky {

	}

	record Holder(Leaky leaky) {
	}

	@Test
	void sealedInterface_thatPermitsMoreThanRecords_isRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RecordCodec.of(Mixed.class))
			.withMessage("Mixed: " + Mixed.class.getTypeName() + " permits: " + Pitch.class.getTypeName()
					+ " (expected: records and sealed interfaces only)");
		assertThatIllegalArgumentException().isThrownBy(() -> RecordCodec.of(Holder.class))
			.withMessage("Holder.leaky: " + Leaky.class.getTypeName() + " permits: " + Loose.class.getTypeName()
					+ " (expected: records and sealed interfaces only)");
	}

	record Nothing() {
	}

	record NothingTwice(Nothing one, Nothing two) {
	}

	record Nothings(List<NothingTwice> list) {
	}

	@Test
	void list_whoseElementsTakeNoBytes_isRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RecordCodec.of(Nothings.class))
			.withMessage("Nothings.list: a list of records without components (expected: elements that take bytes)");
	}

	record NothingSet(Set<NothingTwice> set) {
	}

	record NothingMap(Map<Nothing, NothingTwice> map) {
	}

	@Test
	void setAndMap_whoseElementsTakeNoBytes_areRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RecordCodec.of(NothingSet.class))
			.withMessage("NothingSet.set: a set of records without components (expected: elements that take bytes)");
		assertThatIllegalArgumentException().isThrownBy(() -> RecordCodec.of(NothingMap.class))
			.withMessage("NothingMap.map: a map of records without components (expected: entries that take bytes)");
	}

	record BlobSet(Set<byte[]> set) {
	}

	record ByNumbers(Map<int[], String> map) {
	}

	@Test
	void keysWithoutValueEquality_areRefused() {
		String expected = " (expected: keys and elements of sets that are equal by their values)";
		assertThatIllegalArgumentException().isThrownBy(() -> RecordCodec.of(BlobSet.class))
			.withMessage("BlobSet.set: byte[]" + expected);
		assertThatIllegalArgumentException().isThrownBy(() -> RecordCodec.of(ByNumbers.class))
			.withMessage("ByNumbers.map: int[]" + expected);
	}

	record Endless(int number, Inner inner) {
	}

	record Inner(Endless endless) {
	}

	record Endlesses(List<Endless> list) {
	}

	@ParameterizedTest
	@ValueSource(classes = { Endless.class, Inner.class, Endlesses.class })
	void record_thatIsAlwaysWithinItself_isRefused(Class<?> type) {
		assertThatIllegalArgumentException().isThrownBy(() -> RecordCodec.of(type))
			.withMessageContaining(": always within itself (expected: a List or an Optional in between)");
	}

	@Test
	void enum_upTo256Constants_isAccepted(@TempDir Path directory) throws Exception {
		assertThatNoException().isThrownBy(() -> RecordCodec.of(recordOfEnum(directory, 256)));
	}

	@Test
	void enum_withMoreThan256Constants_isRefused(@TempDir Path directory) throws Exception {
		assertThatIllegalArgumentException().isThrownBy(() -> RecordCodec.of(recordOfEnum(directory, 257)))
			.withMessage("Holder.kind: made.Kind with 257 constants (expected: at most 256)");
	}

	private static Class<?> recordOfEnum(Path directory, int constants) throws Exception {
		String names = IntStream.range(0, constants).mapToObj((i) -> "C" + i).collect(Collectors.joining(", "));
		return CompiledClasses.in(directory)
			.add("made/Kind.java", "package made; enum Kind { " + names + " }")
			.add("made/Holder.java", "package made; record Holder(Kind kind) { }")
			.load("made.Holder");
	}

	@Test
	void sealedInterface_thatPermitsMoreThan256Types_isRefused(@TempDir Path directory) throws Exception {
		String members = IntStream.range(0, 257)
			.mapToObj((i) -> "record R" + i + "(int n) implements Many { }")
			.collect(Collectors.joining("\n"));
		Class<?> many = CompiledClasses.in(directory)
			.add("made/Many.java", "package made; sealed interface Many { " + members + " }")
			.load("made.Many");
		assertThatIllegalArgumentException().isThrownBy(() -> RecordCodec.of(many))
			.withMessage("Many: made.Many with 257 permitted types (expected: at most 256)");
	}

	@Test
	void record_inAPackageThatIsNotOpen_isRefusedWithWhatToOpen(@TempDir Path directory) throws Exception {
		CompiledClasses shop = CompiledClasses.in(directory)
			.add("module-info.java", "module shop { exports shop; }")
			.add("shop/Order.java", "package shop; public record Order(int number) { }");
		assertThatIllegalArgumentException().isThrownBy(() -> RecordCodec.of(shop.loadModule("shop", "shop.Order")))
			.withMessage("shop.Order: in a package that its module shop does not open "
					+ "(expected: \"opens shop;\" in its module-info)");
	}

	@Test
	void record_inAPackageThatIsOpen_isAccepted(@TempDir Path directory) throws Exception {
		Class<?> order = CompiledClasses.in(directory)
			.add("module-info.java", "module shop { opens shop; }")
			.add("shop/Order.java", "package shop; record Order(int number) { }")
			.loadModule("shop", "shop.Order");
		assertThat(Bytes.decode(order, "05000000")).hasToString("Order[number=5]");
	}

	@Test
	void record_withAsManyComponentsAsJavaHas_isAccepted(@TempDir Path directory) throws Exception {
		String components = IntStream.range(0, 253).mapToObj((i) -> "byte b" + i).collect(Collectors.joining(", "));
		Class<?> wide = CompiledClasses.in(directory)
			.add("made/Wide.java", "package made; record Wide(" + components + ") { }")
			.load("made.Wide");
		assertThat(Bytes.decode(wide, "07".repeat(253)).toString()).endsWith("b252=7]");
		assertThat(Arrays.stream(wide.getRecordComponents())).hasSize(253);
	}

}
