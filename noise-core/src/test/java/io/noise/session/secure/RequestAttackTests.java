package io.noise.session.secure;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.noise.Limits;
import io.noise.Nodes;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.Refusal;
import io.noise.RequestException;
import io.noise.RequestException.Reason;
import io.noise.payload.PayloadReader;
import io.noise.session.channel.SessionLimits;
import io.noise.session.secure.Target.Chat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Frames of requests that no honest end sends.
 */
class RequestAttackTests {

	private static final int CREDIT = 6;

	private static final int REQUEST = 8;

	private static final int REPLY = 9;

	private static final int ERROR = 10;

	private static final int CANCEL = 12;

	@RegisterExtension
	final Target target = new Target();

	@BeforeEach
	void start() {
		this.target.start();
	}

	/** A frame without extensions. */
	private static byte[] frame(int kind, long number, byte[] body) {
		return Frames.frame(kind, Frames.concat(new byte[1], Frames.bytes((out) -> out.writeLong(number)), body));
	}

	private static byte[] request(long number, String text) {
		return frame(REQUEST, number, Frames.concat(new byte[] { 1 }, Frames.bytes((out) -> out.writeString(text))));
	}

	private static byte[] error(long number, int code, String words) {
		byte[] text = words.getBytes(StandardCharsets.UTF_8);
		return frame(ERROR, number, Frames.bytes((out) -> {
			out.writeByte(code);
			out.writeShort(text.length);
			out.writeRaw(text, 0, text.length);
		}));
	}

	/** An end that answers requests. */
	private RawSecurePeer answering() throws Exception {
		return greet(this.target.attacker());
	}

	private static RawSecurePeer greet(RawSecurePeer peer) throws Exception {
		peer.shakeHands();
		peer.send(Frames.accept(1 << 20, Frames.WINDOW, Frames.concat(Frames.types(1, "Chat"), new byte[] { 2 })));
		peer.readFrame();
		return peer;
	}

	private void assertRefused(String words, byte[]... frames) throws Exception {
		try (RawSecurePeer attacker = answering()) {
			attacker.send(frames);
			this.target.assertDisconnected("PROTOCOL", words);
		}
	}

	@Test
	void repeatedNumber_isRefused() throws Exception {
		assertRefused("frame REQUEST: number 5 (expected: more than the last one, 5)", request(5, "a"),
				request(5, "b"));
	}

	@Test
	void smallerNumber_isRefused() throws Exception {
		assertRefused("frame REQUEST: number -1", request(1, "a"), request(-1, "b"));
	}

	@Test
	void replyToNothing_isRefused() throws Exception {
		assertRefused("frame REPLY: number 1 (expected: at most the last one, 0)", frame(REPLY, 1, new byte[0]));
	}

	@Test
	void errorForNothing_isRefused() throws Exception {
		assertRefused("frame ERROR: number 0", error(0, 1, ""));
	}

	@Test
	void cancelOfNothing_isRefused() throws Exception {
		assertRefused("frame CANCEL: number 1", frame(CANCEL, 1, new byte[0]));
	}

	@Test
	void framesCutShort_areRefused() throws Exception {
		assertRefused("frame REPLY: no number", Frames.frame(REPLY, new byte[5]));
	}

	@ParameterizedTest
	@ValueSource(ints = { REQUEST, REPLY, ERROR, CANCEL })
	void extensionsBeyondTheFrame_areRefused(int kind) throws Exception {
		assertRefused("frame " + FrameKind.of(kind) + ": extensions of 9 bytes",
				Frames.frame(kind, new byte[] { 1, 9, 0, 1, 2 }));
	}

	@Test
	void requestOfAnUnknownType_isADecodeError() throws Exception {
		try (RawSecurePeer attacker = answering()) {
			attacker.send(frame(REQUEST, 1, new byte[] { 77 }));
			this.target.assertDisconnected("DECODE", "opcode 77");
		}
	}

	@Test
	void cancelOfAnAnsweredRequest_isIgnored() throws Exception {
		try (RawSecurePeer peer = answering()) {
			peer.send(request(1, "asked"));
			peer.readFrame(REPLY);
			peer.send(frame(CANCEL, 1, new byte[0]), frame(CANCEL, 1, new byte[0]), Frames.chat("behind it"));
			this.target.awaitReceived("asked", "behind it");
		}
	}

	@Test
	void extensionsOfErrorAndCancel_areSkipped() throws Exception {
		CompletableFuture<Void> go = new CompletableFuture<>();
		CompletableFuture<Void> handled = new CompletableFuture<>();
		this.target.node().onRequest(Chat.class, (from, chat) -> {
			handled.complete(null);
			return go;
		});
		byte[] extended = { 1, 2, 0, 7, 7 };
		byte[] one = Frames.bytes((out) -> out.writeLong(1));
		try (RawSecurePeer peer = answering()) {
			CompletableFuture<Void> reply = this.target.other().requestAsync(new Chat("who"), Void.class);
			peer.readFrame(REQUEST);
			peer.send(request(1, "x"));
			handled.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
			peer.send(Frames.frame(CANCEL, Frames.concat(extended, one)),
					Frames.frame(ERROR, Frames.concat(extended, one, new byte[] { 4, 0, 0 })));
			assertThat(reply).failsWithin(Nodes.SOON)
				.withThrowableOfType(ExecutionException.class)
				.satisfies(
						(ex) -> assertThat(((RequestException) ex.getCause()).reason()).isEqualTo(Reason.OVERLOADED));
			await().atMost(Nodes.SOON).until(go::isCancelled);
		}
	}

	@Test
	void extensions_areSkipped() throws Exception {
		try (RawSecurePeer peer = answering()) {
			byte[] extended = Frames.concat(new byte[] { 1, 2, 0, 7, 7 }, Frames.bytes((out) -> out.writeLong(9)),
					new byte[] { 1 }, Frames.bytes((out) -> out.writeString("hello")));
			peer.send(Frames.frame(REQUEST, extended));
			PayloadReader reply = peer.readFrame(REPLY);
			assertThat(reply.readUnsignedByte()).isZero();
			assertThat(reply.readLong()).isEqualTo(9);
			assertThat(reply.remaining()).isZero();
			this.target.awaitReceived("hello");
		}
	}

	@Test
	void repeatedAndLateReplies_areCounted() throws Exception {
		try (RawSecurePeer peer = answering()) {
			Peer here = this.target.other();
			CompletableFuture<Void> reply = here.requestAsync(new Chat("who"), Void.class);
			peer.readFrame(REQUEST);
			byte[] empty = frame(REPLY, 1, new byte[0]);
			peer.send(empty, empty, error(1, 3, ""), Frames.chat("behind it"));
			reply.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
			this.target.awaitReceived("behind it");
			assertThat(this.target.node().stats().lateReplies()).isEqualTo(2);
		}
	}

	@Test
	void unreadableReply_failsItsRequestOnly() throws Exception {
		try (RawSecurePeer peer = answering()) {
			Peer here = this.target.other();
			for (int number = 1; number <= 3; number++) {
				CompletableFuture<Chat> reply = here.requestAsync(new Chat("who"), Chat.class);
				peer.readFrame(REQUEST);
				byte[][] bad = { { 77 }, { 0 }, { 1, 9, 9 } };
				peer.send(frame(REPLY, number, bad[number - 1]));
				assertThat(reply).failsWithin(Nodes.SOON)
					.withThrowableOfType(ExecutionException.class)
					.satisfies((ex) -> assertThat(((RequestException) ex.getCause()).reason())
						.isEqualTo(Reason.UNREADABLE));
			}
			assertThat(here.isConnected()).isTrue();
		}
	}

	@Test
	void words_areCutAndMadePrintable_andUnknownCodesAreFailures() throws Exception {
		try (RawSecurePeer peer = answering()) {
			Peer here = this.target.other();
			CompletableFuture<Chat> rejected = here.requestAsync(new Chat("who"), Chat.class);
			CompletableFuture<Chat> unknown = here.requestAsync(new Chat("who"), Chat.class);
			peer.readFrame(REQUEST);
			peer.readFrame(REQUEST);
			peer.send(error(1, 2, "\u001b[31m" + "x".repeat(60_000)), error(2, 99, "words"));
			assertThat(rejected).failsWithin(Nodes.SOON)
				.withThrowableOfType(ExecutionException.class)
				.satisfies((ex) -> assertThat(((RequestException) ex.getCause()).words().orElseThrow()).hasSize(256)
					.startsWith("?[31mx"));
			assertThat(unknown).failsWithin(Nodes.SOON)
				.withThrowableOfType(ExecutionException.class)
				.satisfies((ex) -> assertThat(((RequestException) ex.getCause()).reason()).isEqualTo(Reason.FAILED));
		}
	}

	@Test
	void flood_isAnsweredWithOverload_andNothingElseHappens() throws Exception {
		CompletableFuture<Void> go = new CompletableFuture<>();
		this.target.node().onRequest(Chat.class, (from, chat) -> go);
		try (RawSecurePeer peer = answering()) {
			for (int number = 1; number <= 1100; number++) {
				peer.send(request(number, "x"));
			}
			for (int refused = 1025; refused <= 1100; refused++) {
				PayloadReader error = peer.readFrame(ERROR);
				error.readUnsignedByte();
				assertThat(error.readLong()).isEqualTo(refused);
				assertThat(error.readUnsignedByte()).isEqualTo(4);
			}
			go.complete(null);
			for (int answered = 1; answered <= 1024; answered++) {
				peer.readFrame(REPLY);
			}
			peer.send(request(2000, "again"));
			peer.readFrame(REPLY);
		}
	}

	/** The cost of a request with a text, as both ends count it. */
	private static int cost(String text) {
		return 1 + Integer.BYTES + text.length() + SessionLimits.MESSAGE_OVERHEAD_BYTES;
	}

	private RawSecurePeer answeringTight() throws Exception {
		return greet(RawSecurePeer.dialTight(this.target.node().port()));
	}

	/** Sends requests for all the credit that is left. */
	private static long spend(RawSecurePeer peer, long number, long credit) throws Exception {
		long next = number;
		int batch = 1000;
		for (long left = credit / cost("x"); left > 0; left -= batch) {
			byte[][] frames = new byte[(int) Math.min(batch, left)][];
			for (int i = 0; i < frames.length; i++) {
				frames[i] = request(next++, "x");
			}
			peer.send(frames);
		}
		return next;
	}

	@Test
	void floodThatReadsLittle_isGivenCreditForWhatWasAnsweredOnly_andGetsAllAnswers() throws Exception {
		this.target.node().onRequest(Chat.class, (from, chat) -> new CompletableFuture<>());
		try (RawSecurePeer peer = answeringTight()) {
			long handled = Limits.defaults().maxOpenRequests();
			long next = spend(peer, 1, Frames.WINDOW);
			long lastOfAll = next + 20_000;
			long given = 0;
			long refused = handled;
			while (refused < lastOfAll) {
				PayloadReader frame = peer.readFrame();
				int kind = frame.readUnsignedByte();
				if (kind == ERROR) {
					frame.readUnsignedByte();
					assertThat(frame.readLong()).isEqualTo(++refused);
					assertThat(frame.readUnsignedByte()).isEqualTo(4);
				}
				else if (kind == CREDIT) {
					long more = frame.readUnsignedInt();
					given += more;
					assertThat(given).isLessThanOrEqualTo(refused * cost("x"));
					next = spend(peer, next, Math.min(more, (lastOfAll + 1 - next) * cost("x")));
				}
			}
			assertThat(next).isEqualTo(lastOfAll + 1);
			this.target.assertHonestIsUnharmed();
		}
	}

	@Test
	void floodThatReadsNothing_isOutOfCredit() throws Exception {
		this.target.node().onRequest(Chat.class, (from, chat) -> new CompletableFuture<>());
		try (RawSecurePeer peer = answeringTight()) {
			long next = spend(peer, 1, Frames.WINDOW);
			for (int i = 0; i < 100 && peer.trySend(request(next, "x".repeat(100_000))); i++) {
				next++;
			}
			this.target.assertDisconnected("PROTOCOL", "for which there was no credit");
		}
	}

	@Test
	void cancelsOfAnswersThatAreNotRead_doNotFreePlacesWithoutEnd() throws Exception {
		AtomicInteger handled = new AtomicInteger();
		this.target.node().onRequest(Chat.class, (from, chat) -> {
			handled.incrementAndGet();
			return new Chat("x".repeat(10_000));
		});
		int places = Limits.defaults().maxOpenRequests();
		try (RawSecurePeer peer = answeringTight()) {
			long number = 1;
			while (number <= 6L * places) {
				long first = number;
				number = spend(peer, first, places / 2L * cost("x"));
				long sent = number - 1;
				await().atMost(Nodes.SOON).until(() -> handled.get() + refused() == sent);
				for (long cancelled = first; cancelled < number; cancelled++) {
					peer.send(frame(CANCEL, cancelled, new byte[0]));
				}
			}
			assertThat(handled.get()).isLessThan(3 * places);
			for (long refused = refused(); refused > 0; refused--) {
				peer.readFrame(ERROR);
			}
			peer.send(request(number, "again"));
			peer.readFrame(REPLY);
		}
	}

	private long refused() {
		return this.target.node().stats().refusals().get(Refusal.MAX_OPEN_REQUESTS);
	}

	@Test
	void olderNode_isNotAsked() throws Exception {
		try (RawSecurePeer older = this.target.connected()) {
			Peer here = this.target.other();
			assertThatThrownBy(() -> here.request(new Chat("who"), Chat.class)).isInstanceOf(NotSentException.class)
				.hasMessageContaining("does not answer requests");
			older.send(Frames.chat("hello"));
			this.target.awaitReceived("hello");
		}
	}

}
