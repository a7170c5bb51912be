package io.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.noise.session.LegacyOptions;
import io.noise.session.Sessions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The edits of types in {@code docs/messages.md}, between a node that has the type as it
 * was before and one that has it as it is after. Both classes have the same name.
 */
@SuppressWarnings("SameNameButDifferent")
class TypeEditsTests {

	private static final String DECODE = "DECODE";

	private static final String NOT_SENT = "NOT SENT";

	private static final int FIRST_OPCODE = 16;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();

	/** Types as they were. */
	interface Before {

		record Append(int a) {
		}

		record AppendNeeded(int a) {
		}

		record Renamed(int a) {
		}

		record Swapped(int a, int b) {
		}

		record SwappedForms(int a, String b) {
		}

		record Inserted(int a, int b) {
		}

		record SameBytes(int a, List<Byte> b) {
		}

		record OtherType(int a) {
		}

		record Constants(Colour colour) {
		}

		record Figures(Figure figure) {
		}

		record NewNames(Colour colour, Figure figure) {
		}

		record Reordered(Colour colour, Figure figure) {
		}

		record InList(List<Item> items) {
		}

		record Item(byte a) {
		}

		record NewType(int a) {
		}

		enum Colour {

			RED, GREEN

		}

		sealed interface Figure permits Circle, Square {

		}

		record Circle(byte radius) implements Figure {
		}

		record Square(byte side) implements Figure {
		}

	}

	/** The same types as they are. */
	interface After {

		record Append(int a, Optional<Byte> b, List<Byte> c, Set<Byte> d, Map<Byte, Byte> e) {
		}

		record AppendNeeded(int a, int b) {
		}

		record Renamed(int b) {
		}

		record Swapped(int b, int a) {
		}

		record SwappedForms(String b, int a) {
		}

		record Inserted(int a, int c, int b) {
		}

		record SameBytes(Integer a, Set<Byte> b) {
		}

		record OtherType(long a) {
		}

		record Constants(Colour colour) {
		}

		record Figures(Figure figure) {
		}

		record NewNames(Shade colour, Form figure) {
		}

		record Reordered(Reverse colour, Reversed.Figure figure) {
		}

		record InList(List<Item> items) {
		}

		record Item(byte a, Optional<Byte> b) {
		}

		record OtherName(int a) {
		}

		enum Colour {

			RED, GREEN, BLUE

		}

		enum Shade {

			ROUGE, VERT

		}

		enum Reverse {

			GREEN, RED

		}

		sealed interface Figure permits Circle, Square, Dot {

		}

		record Circle(byte radius) implements Figure {
		}

		record Square(byte side) implements Figure {
		}

		record Dot() implements Figure {
		}

		sealed interface Form permits Ring, Box {

		}

		record Ring(byte radius) implements Form {
		}

		record Box(byte side) implements Form {
		}

	}

	/** Permitted records that have the same names as before, in another order. */
	interface Reversed {

		sealed interface Figure permits Square, Circle {

		}

		record Square(byte side) implements Figure {
		}

		record Circle(byte radius) implements Figure {
		}

	}

	private static final List<Class<?>> BEFORE = List.of(Before.Append.class, Before.AppendNeeded.class,
			Before.Renamed.class, Before.Swapped.class, Before.SwappedForms.class, Before.Inserted.class,
			Before.SameBytes.class, Before.OtherType.class, Before.Constants.class, Before.Figures.class,
			Before.NewNames.class, Before.Reordered.class, Before.InList.class, Before.NewType.class);

	private static final List<Class<?>> AFTER = List.of(After.Append.class, After.AppendNeeded.class,
			After.Renamed.class, After.Swapped.class, After.SwappedForms.class, After.Inserted.class,
			After.SameBytes.class, After.OtherType.class, After.Constants.class, After.Figures.class,
			After.NewNames.class, After.Reordered.class, After.InList.class, After.OtherName.class);

	/** A node that tells the messages it gets, and why peers are gone. */
	private Node node(String session, List<Class<?>> types) {
		Node node = this.nodes.create((builder) -> switch (session) {
			case "plain" -> builder.session(Sessions.plain());
			case "legacy" -> builder.session(Sessions.legacy(LegacyOptions.defaults()));
			default -> builder;
		});
		for (int i = 0; i < types.size(); i++) {
			if (session.equals("secure")) {
				node.messages().register(types.get(i));
			}
			else {
				node.messages().register(FIRST_OPCODE + i, types.get(i));
			}
			node.onMessage(types.get(i), (peer, message) -> this.outcomes.add(message.toString()));
		}
		node.onPeerConnected((n, peer) -> peer
			.onDisconnect((m, gone) -> this.outcomes.add(gone.disconnectReason().orElseThrow().name())));
		node.listen();
		return node;
	}

	/** Sends a message, and tells how it arrived. */
	private String arrival(Node from, Node to, Object message) throws InterruptedException {
		Peer peer = from.dial(to.externalAddress());
		try {
			peer.send(message);
		}
		catch (NotSentException ex) {
			assertThat(peer.isConnected()).isTrue();
			peer.disconnect();
			assertThat(next()).isEqualTo("REMOTE");
			return NOT_SENT;
		}
		String outcome = next();
		peer.disconnect();
		if (!outcome.equals(DECODE)) {
			assertThat(next()).isEqualTo("REMOTE");
		}
		await().atMost(Nodes.SOON).until(() -> to.peers().isEmpty());
		return outcome;
	}

	private String next() throws InterruptedException {
		return String.valueOf(this.outcomes.poll(Nodes.SOON.toSeconds(), TimeUnit.SECONDS));
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "legacy", "secure" })
	void newMessages_atTheOldEnd(String session) throws Exception {
		Node older = node(session, BEFORE);
		Node newer = node(session, AFTER);
		List<String> arrived = new ArrayList<>();
		for (Object message : List.of(
				new After.Append(1, Optional.of((byte) 2), List.of((byte) 3), Set.of((byte) 4),
						Map.of((byte) 5, (byte) 6)),
				new After.AppendNeeded(1, 2), new After.Renamed(1), new After.Swapped(1, 2),
				new After.SwappedForms("", 1), new After.Inserted(1, 2, 3), new After.SameBytes(1, Set.of((byte) 2)),
				new After.OtherType(1), new After.Constants(After.Colour.GREEN), new After.Constants(After.Colour.BLUE),
				new After.Figures(new After.Square((byte) 1)), new After.Figures(new After.Dot()),
				new After.NewNames(After.Shade.VERT, new After.Ring((byte) 1)),
				new After.Reordered(After.Reverse.GREEN, new Reversed.Circle((byte) 1)),
				new After.InList(List.of(new After.Item((byte) 1, Optional.of((byte) 2)),
						new After.Item((byte) 3, Optional.empty()))))) {
			arrived.add(arrival(newer, older, message));
		}
		if (session.equals("secure")) {
			assertThat(arrived).containsExactly("Append[a=1]", "AppendNeeded[a=1]", NOT_SENT, NOT_SENT, NOT_SENT,
					NOT_SENT, NOT_SENT, NOT_SENT, "Constants[colour=GREEN]", NOT_SENT, "Figures[figure=Square[side=1]]",
					NOT_SENT, NOT_SENT, "Reordered[colour=GREEN, figure=Circle[radius=1]]",
					"InList[items=[Item[a=1], Item[a=3]]]");
			assertRenamedType(session, newer, older, new After.OtherName(1), "");
			return;
		}
		assertThat(arrived).containsExactly("Append[a=1]", "AppendNeeded[a=1]", "Renamed[a=1]", "Swapped[a=1, b=2]",
				"DECODE", "Inserted[a=1, b=2]", "SameBytes[a=1, b=[2]]", "OtherType[a=1]", "Constants[colour=GREEN]",
				DECODE, "Figures[figure=Square[side=1]]", DECODE, "NewNames[colour=GREEN, figure=Circle[radius=1]]",
				"Reordered[colour=RED, figure=Square[side=1]]", "InList[items=[Item[a=1], Item[a=1]]]");
		assertRenamedType(session, newer, older, new After.OtherName(1), "NewType[a=1]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "legacy", "secure" })
	void oldMessages_atTheNewEnd(String session) throws Exception {
		Node older = node(session, BEFORE);
		Node newer = node(session, AFTER);
		List<String> arrived = new ArrayList<>();
		for (Object message : List.of(new Before.Append(1), new Before.AppendNeeded(1), new Before.Renamed(1),
				new Before.Swapped(1, 2), new Before.SwappedForms(1, ""), new Before.Inserted(1, 2),
				new Before.SameBytes(1, List.of((byte) 2)), new Before.SameBytes(1, List.of((byte) 2, (byte) 2)),
				new Before.OtherType(1), new Before.Constants(Before.Colour.GREEN),
				new Before.Figures(new Before.Square((byte) 1)),
				new Before.NewNames(Before.Colour.GREEN, new Before.Circle((byte) 1)),
				new Before.Reordered(Before.Colour.RED, new Before.Circle((byte) 1)),
				new Before.InList(List.of(new Before.Item((byte) 1), new Before.Item((byte) 2))))) {
			arrived.add(arrival(older, newer, message));
		}
		if (session.equals("secure")) {
			assertThat(arrived).containsExactly("Append[a=1, b=Optional.empty, c=[], d=[], e={}]", NOT_SENT, NOT_SENT,
					NOT_SENT, NOT_SENT, NOT_SENT, NOT_SENT, NOT_SENT, NOT_SENT, "Constants[colour=GREEN]",
					"Figures[figure=Square[side=1]]", NOT_SENT, "Reordered[colour=RED, figure=Circle[radius=1]]",
					"InList[items=[Item[a=1, b=Optional.empty], Item[a=2, b=Optional.empty]]]");
			assertRenamedType(session, older, newer, new Before.NewType(1), "");
			return;
		}
		assertThat(arrived).containsExactly("Append[a=1, b=Optional.empty, c=[], d=[], e={}]", DECODE, "Renamed[b=1]",
				"Swapped[b=1, a=2]", DECODE, DECODE, "SameBytes[a=1, b=[2]]", DECODE, DECODE, "Constants[colour=GREEN]",
				"Figures[figure=Square[side=1]]", "NewNames[colour=VERT, figure=Ring[radius=1]]",
				"Reordered[colour=GREEN, figure=Square[side=1]]", DECODE);
		assertRenamedType(session, older, newer, new Before.NewType(1), "OtherName[a=1]");
	}

	private void assertRenamedType(String session, Node from, Node to, Object message, String outcome)
			throws InterruptedException {
		if (session.equals("secure")) {
			Peer peer = from.dial(to.externalAddress());
			assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> peer.send(message));
			return;
		}
		assertThat(arrival(from, to, message)).isEqualTo(outcome);
	}

}
