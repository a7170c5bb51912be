package io.noise.session.secure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.noise.identity.NodeId;
import io.noise.payload.PayloadReader;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.CloseCode;
import io.noise.session.channel.RequestFailure;
import io.noise.session.channel.RequestLink;
import io.noise.session.channel.RequestListener;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionContext;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionLimits;
import io.noise.session.channel.SessionLink;
import io.noise.session.channel.SessionListener;
import io.noise.session.channel.TypeEntry;
import io.noise.session.secure.SessionVector.Step;
import io.noise.vectors.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole sessions, byte for byte: this end takes the place of one, the vector that of the
 * other. Who changes the wire changes {@code docs/wire.md} and its vectors as well.
 */
class SessionVectorsTests {

	private static final HexFormat hex = HexFormat.of();

	private static final Duration LONG = Duration.ofHours(1);

	@TempDir
	private Path directory;

	static Stream<Arguments> sessions() {
		return bothRoles(SessionVector.all());
	}

	static Stream<Arguments> sessionsBeforeRequests() {
		return bothRoles(SessionVector.beforeRequests());
	}

	private static Stream<Arguments> bothRoles(Stream<SessionVector> vectors) {
		return vectors.flatMap((vector) -> Stream.of(Role.values()).map((role) -> Arguments.arguments(vector, role)));
	}

	@ParameterizedTest
	@MethodSource("sessions")
	void session_isThatOfTheVector(SessionVector vector, Role role) throws Exception {
		End end = replay(vector, role, Step::wire);
		assertThat(end.heard()).containsExactlyElementsOf(expected(vector, role, true));
		end.close();
	}

	private End replay(SessionVector vector, Role role, Function<Step, String> expected) throws IOException {
		return replay(new End(vector, role, this.directory), vector, role, expected);
	}

	private static End replay(End end, SessionVector vector, Role role, Function<Step, String> expected) {
		for (Step step : vector.steps()) {
			if (step.from() == role) {
				end.say(step);
				String wire = expected.apply(step);
				assertThat(end.said(wire.length())).as("%s", step.what()).isEqualTo(wire);
			}
			else {
				end.hear(step.wire());
			}
		}
		assertThat(end.said(Integer.MAX_VALUE)).isEmpty();
		return end;
	}

	/** The other end is a node that was built before there were requests. */
	@ParameterizedTest
	@MethodSource("sessionsBeforeRequests")
	void olderNode_isUnderstood_andGetsWhatItAlwaysGotButForOneFlag(SessionVector vector, Role role) throws Exception {
		End end = replay(vector, role, (step) -> step.what().equals("ACCEPT") ? answering(vector, step) : step.wire());
		assertThat(end.link().requests().orElseThrow().answersRequests()).isFalse();
		assertThat(end.heard()).containsExactlyElementsOf(expected(vector, role, false));
		end.close();
	}

	/** The frame of an older node, with the flag that is new. */
	private static String answering(SessionVector vector, Step accept) {
		byte[] older = hex.parseHex(accept.plain());
		byte[] newer = Arrays.copyOf(older, older.length + 1);
		newer[0]++;
		newer[older.length] = FrameWriter.ANSWERS_REQUESTS;
		return hex.toHexDigits((short) (newer.length + CipherState.TAG_BYTES))
				+ seal(new RecordCipher(vector.firstKey(accept.from())), newer);
	}

	/** The other end is a node that was built before there were shapes. */
	@ParameterizedTest
	@MethodSource("io.noise.session.secure.SessionVector#all")
	void olderInitiator_getsWhatItAlwaysGot(SessionVector vector) throws Exception {
		End end = new End(vector, Role.RESPONDER, this.directory);
		end.shapes = hex.parseHex(Vectors.read("secure_shapes.json").get("shapes").asString());
		replay(end, vector, Role.RESPONDER, Step::wire);
		assertThat(end.heard()).containsExactlyElementsOf(expected(vector, Role.RESPONDER, true));
		end.close();
	}

	@ParameterizedTest
	@MethodSource("io.noise.session.secure.SessionVector#all")
	void initiator_tellsShapes_andGoesOnWithAnOlderResponder(SessionVector vector) throws Exception {
		JsonNode shapes = Vectors.read("secure_shapes.json");
		End end = new End(vector, Role.INITIATOR, this.directory);
		end.shapes = hex.parseHex(shapes.get("shapes").asString());
		for (Step step : vector.steps().stream().takeWhile((next) -> !next.what().equals("MESSAGE")).toList()) {
			if (step.from() == Role.RESPONDER) {
				end.hear(step.wire());
			}
			else {
				end.say(step);
				String wire = step.what().equals("ACCEPT") ? told(shapes, vector) : step.wire();
				assertThat(end.said(wire.length())).as("%s", step.what()).isEqualTo(wire);
			}
		}
		assertThat(end.heard()).hasSize(3).last().asString().startsWith("established");
		end.link().close(CloseCode.DONE, "");
		end.close();
	}

	/** Returns ACCEPT and SHAPES of the initiator. */
	private static String told(JsonNode shapes, SessionVector vector) {
		return shapes.get("sessions")
			.valueStream()
			.filter((session) -> session.get("protocol_name").asString().equals(vector.toString()))
			.map((session) -> session.get("accept").get("wire").asString()
					+ session.get("shapes").get("wire").asString())
			.findFirst()
			.orElseThrow();
	}

	private static List<String> expected(SessionVector vector, Role role, boolean requests) {
		String proven = vector.nodeId((role == Role.INITIATOR) ? Role.RESPONDER : Role.INITIATOR);
		Stream<String> heard = (role == Role.INITIATOR)
				? Stream.of("admit " + proven, "types [16 explicit Chat, 7 Vote]", "established " + proven, "credit",
						"message 0701", "pong")
				: Stream.of("admit " + proven, "types [16 explicit Chat, 1 Vote]", "established " + proven,
						"message 100500000068656c6c6f", "credit", "types [2 Later]");
		Stream<String> more = (role == Role.INITIATOR)
				? Stream.of("credit", "reply 1 0701", "credit", "reply 2 ", "request 1 0701",
						"request 2 100300000077686f", "cancel 2")
				: Stream.of("request 1 1005000000776f726c64", "request 2 0100", "credit",
						"failure 1 REJECTED no, thanks");
		Stream<String> last = (role == Role.INITIATOR) ? Stream.of() : Stream.of("closed DONE");
		return Stream.of(heard, requests ? more : Stream.<String>of(), last).flatMap(Function.identity()).toList();
	}

	static Stream<JsonNode> rekeys() {
		return Vectors.read("secure_session.json").get("rekey").valueStream();
	}

	@ParameterizedTest
	@MethodSource("rekeys")
	void key_changesBehindTheLastRecordThatItIsGoodFor(JsonNode vector) {
		Suite suite = vector.get("protocol_name").asString().contains("AESGCM") ? Suite.AESGCM : Suite.CHACHAPOLY;
		long n = vector.get("n").asLong();
		RecordCipher records = new RecordCipher(new CipherState(suite, bytes(vector, "key"), n), 1);
		assertThat(seal(records, bytes(vector, "plain"))).isEqualTo(vector.get("sealed").asString());
		assertThat(seal(records, bytes(vector, "next_plain"))).isEqualTo(vector.get("next_sealed").asString());
	}

	@Test
	void key_isGoodFor2To20Records() {
		JsonNode vector = rekeys().findFirst().orElseThrow();
		RecordCipher records = new RecordCipher(new CipherState(Suite.AESGCM, bytes(vector, "key")));
		byte[] sealed = new byte[CipherState.TAG_BYTES];
		for (int i = 0; i < vector.get("n").asInt(); i++) {
			records.seal(sealed, 0, sealed);
		}
		assertThat(seal(records, bytes(vector, "plain"))).isEqualTo(vector.get("sealed").asString());
		assertThat(seal(records, bytes(vector, "next_plain"))).isEqualTo(vector.get("next_sealed").asString());
	}

	private static String seal(RecordCipher records, byte[] plain) {
		byte[] sealed = new byte[plain.length + CipherState.TAG_BYTES];
		return hex.formatHex(sealed, 0, records.seal(plain, plain.length, sealed));
	}

	private static byte[] bytes(JsonNode vector, String name) {
		return hex.parseHex(vector.get(name).asString());
	}

	/** The end under test: the real handlers on a channel without a socket. */
	private static final class End implements SessionListener, RequestListener {

		/** After length, kind and flags. */
		private static final int NUMBER = 3;

		private final Role role;

		private final EmbeddedChannel channel;

		private final List<String> heard = new ArrayList<>();

		private final StringBuilder said = new StringBuilder();

		private List<TypeEntry> types;

		/** None for an end that knows no shapes. */
		private byte[] shapes = {};

		private Optional<SessionLink> link = Optional.empty();

		End(SessionVector vector, Role role, Path directory) throws IOException {
			this.role = role;
			this.types = List.of(new TypeEntry(16, true, "Chat"),
					new TypeEntry((role == Role.INITIATOR) ? 1 : 7, false, "Vote"));
			this.channel = new EmbeddedChannel();
			this.channel.pipeline().addLast(ChannelSession.TAIL, new ChannelInboundHandlerAdapter());
			SessionLimits limits = new SessionLimits(vector.longestMessage(), LONG, vector.credit(), LONG, LONG, LONG);
			vector.session(role, directory).open(this.channel, role, new SessionContext(limits, Runnable::run), this);
		}

		/** Does what makes it say this; what it says by itself needs nothing. */
		void say(Step step) {
			switch (step.what()) {
				case "MESSAGE" -> write((out) -> link()
					.encode(hex.parseHex((this.role == Role.INITIATOR) ? "100500000068656c6c6f" : "0701"), out));
				case "CREDIT" -> link().taken(PayloadReader.of(bytes(step), 2, Integer.BYTES).readInt());
				case "REQUEST" -> write((out) -> requests().encodeRequest(body(step), new byte[0], out));
				case "REPLY" -> write((out) -> requests().encodeReply(number(step), body(step), out));
				case "ERROR" ->
					write((out) -> requests().encodeFailure(number(step), RequestFailure.REJECTED, "no, thanks", out));
				case "CANCEL" -> write((out) -> requests().encodeCancel(number(step), out));
				case "PING" -> link().ping().thenRun(() -> this.heard.add("pong"));
				case "TYPES" -> {
					this.types = Stream.concat(this.types.stream(), Stream.of(new TypeEntry(2, false, "Later")))
						.toList();
					write((out) -> link().announce(this.types, out));
				}
				case "CLOSE" -> link().close(CloseCode.DONE, "");
				default -> {
					// It is said without being asked for.
				}
			}
			this.channel.runPendingTasks();
		}

		private static byte[] bytes(Step step) {
			return hex.parseHex(step.plain());
		}

		private static long number(Step step) {
			return PayloadReader.of(bytes(step), NUMBER, Long.BYTES).readLong();
		}

		private static byte[] body(Step step) {
			byte[] frame = bytes(step);
			return Arrays.copyOfRange(frame, NUMBER + Long.BYTES, frame.length);
		}

		private RequestLink requests() {
			return link().requests().orElseThrow();
		}

		private void write(Consumer<ByteBuf> frame) {
			ByteBuf out = link().buffer(64);
			frame.accept(out);
			this.channel.writeAndFlush(out);
		}

		private SessionLink link() {
			return this.link.orElseThrow();
		}

		/**
		 * The next that it has said, as many hexadecimal digits as asked for if there
		 * are.
		 */
		String said(int digits) {
			for (ByteBuf out = this.channel.readOutbound(); out != null; out = this.channel.readOutbound()) {
				this.said.append(ByteBufUtil.hexDump(out));
				out.release();
			}
			String next = this.said.substring(0, Math.min(digits, this.said.length()));
			this.said.delete(0, next.length());
			return next;
		}

		void hear(String wire) {
			this.channel.writeInbound(Unpooled.wrappedBuffer(hex.parseHex(wire)));
			this.channel.runPendingTasks();
			this.channel.checkException();
		}

		List<String> heard() {
			return this.heard;
		}

		void close() {
			this.channel.finishAndReleaseAll();
		}

		@Override
		public CompletableFuture<Void> admit(NodeId proven) {
			this.heard.add("admit " + proven);
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public boolean keepsUp() {
			return false;
		}

		@Override
		public Optional<SessionException> keptUpByOther(NodeId proven) {
			return Optional.empty();
		}

		@Override
		public List<TypeEntry> types() {
			return this.types;
		}

		@Override
		public byte[] shapes(List<TypeEntry> of, int maxBytes) {
			return this.shapes;
		}

		@Override
		public void established(Optional<NodeId> identity, SessionLink established) {
			this.heard.add("established " + identity.orElseThrow());
			this.link = Optional.of(established);
			requests().listen(this);
		}

		@Override
		public void announced(List<TypeEntry> added) {
			this.heard.add("types " + added.stream()
				.map((type) -> type.opcode() + (type.explicit() ? " explicit " : " ") + type.name())
				.toList());
		}

		@Override
		public void creditGiven() {
			this.heard.add("credit");
		}

		@Override
		public void closedByOther(CloseCode code, String words) {
			this.heard.add("closed " + code + words);
		}

		@Override
		public void frame(ByteBuf body) {
			this.heard.add("message " + ByteBufUtil.hexDump(body));
		}

		@Override
		public void requested(long number, ByteBuf request) {
			this.heard.add("request " + number + " " + ByteBufUtil.hexDump(request));
		}

		@Override
		public boolean replied(long number, ByteBuf reply) {
			this.heard.add("reply " + number + " " + ByteBufUtil.hexDump(reply));
			return true;
		}

		@Override
		public void failed(long number, RequestFailure failure, String words) {
			this.heard.add("failure " + number + " " + failure + " " + words);
		}

		@Override
		public void cancelled(long number) {
			this.heard.add("cancel " + number);
		}

	}

}
