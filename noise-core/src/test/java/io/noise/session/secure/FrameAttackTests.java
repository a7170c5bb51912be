package io.noise.session.secure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.noise.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who has proven who it is, and then sends what no honest end does.
 */
class FrameAttackTests {

	private static final byte[] NOTHING = {};

	@RegisterExtension
	final Target target = new Target();

	@BeforeEach
	void listen() {
		this.target.start();
	}

	/** Sends it as the first frame. */
	private void assertRefusedFirst(byte[] frame, String reason, String... words) throws Exception {
		try (RawSecurePeer attacker = this.target.attacker().shakeHands()) {
			attacker.send(frame, Frames.chat("behind it"));
			this.target.assertClosed(reason, words);
		}
		assertThat(this.target.received()).isEmpty();
	}

	/** Sends it as a peer. */
	private void assertRefused(byte[] frame, String reason, String... words) throws Exception {
		try (RawSecurePeer attacker = this.target.connected()) {
			attacker.sendBytes(Frames.concat(attacker.records(Frames.chat("before"), frame, Frames.chat("behind it")),
					attacker.records(Frames.chat("in the next record"))))
				.end();
			this.target.assertDisconnected(reason, words);
		}
		assertThat(this.target.received()).isSubsetOf("before");
	}

	private void assertSkipped(byte[] frame) throws Exception {
		try (RawSecurePeer peer = this.target.connected()) {
			peer.send(frame, Frames.chat("behind it"));
			this.target.awaitReceived("behind it");
		}
	}

	// --- ACCEPT

	@ParameterizedTest
	@ValueSource(ints = { 0, 2, 3, 4, 5, 6, 8, 200 })
	void firstFrameThatIsNotAccept_isRefused(int kind) throws Exception {
		assertRefusedFirst(Frames.frame(kind, new byte[16]), "PROTOCOL", ": before ACCEPT");
		assertThat(this.target.node().peers()).hasSize(1);
	}

	@Test
	void secondAccept_isRefused() throws Exception {
		assertRefused(Frames.accept(), "PROTOCOL", "frame ACCEPT: a second time");
	}

	@Test
	void acceptCutShort_isRefused() throws Exception {
		assertRefusedFirst(Frames.frame(1, new byte[8]), "PROTOCOL", "frame ACCEPT: ");
	}

	@Test
	void acceptWithMoreThanThereIsToday_isFine() throws Exception {
		byte[] later = Frames.concat(Frames.types(1, "Chat"), new byte[50]);
		try (RawSecurePeer peer = this.target.attacker().shakeHands()) {
			peer.send(Frames.accept(1000, 5000, later), Frames.chat("hello"));
			this.target.awaitReceived("hello");
		}
	}

	// --- types

	private void assertTableRefused(byte[] types, String... words) throws Exception {
		assertRefusedFirst(Frames.accept(1000, 5000, types), "PROTOCOL", words);
	}

	@Test
	void typeWithOpcode0_isRefused() throws Exception {
		assertTableRefused(Frames.types(0, "Chat"), "type table: opcode 0 with a name of 4 bytes");
	}

	@Test
	void typeWithoutAName_isRefused() throws Exception {
		assertTableRefused(Frames.types(1, ""), "type table: opcode 1 with a name of 0 bytes");
	}

	@Test
	void typeToldTwice_isRefused() throws Exception {
		byte[] chat = Frames.type(1, new byte[] { 'C' });
		assertTableRefused(Frames.concat(new byte[] { 2 }, chat, chat), "type table: opcode 1 with");
		assertRefused(Frames.frame(2, Frames.types(1, "Chat")), "PROTOCOL", "type table: opcode 1 with");
	}

	@Test
	void typeWithAMalformedName_isRefused() throws Exception {
		byte[] name = { 'C', (byte) 0xC3, 0x28 };
		assertTableRefused(Frames.concat(new byte[] { 1 }, Frames.type(1, name)),
				"type table: a name of 3 bytes that are no text (expected: UTF-8)");
	}

	@Test
	void tableLongerThanItsFrame_isRefused() throws Exception {
		assertTableRefused(new byte[] { (byte) 255 }, "frame ACCEPT: ");
		assertTableRefused(new byte[] { 1, 1, 0, (byte) 255, 'C' }, "frame ACCEPT: ");
		assertTableRefused(NOTHING, "frame ACCEPT: ");
	}

	@Test
	void tableOf255TypesWithTheLongestNames_isFine() throws Exception {
		byte[][] parts = new byte[256][];
		parts[0] = new byte[] { (byte) 255 };
		for (int opcode = 1; opcode <= 255; opcode++) {
			String name = (opcode == 1) ? "Chat" : "\u202e".repeat(84) + "\n" + (char) ('\u0080' + opcode);
			parts[opcode] = Frames.type(opcode, name.getBytes(StandardCharsets.UTF_8));
		}
		try (RawSecurePeer peer = this.target.attacker().shakeHands()) {
			peer.send(Frames.accept(1000, 5000, Frames.concat(parts)), Frames.chat("hello"));
			this.target.awaitReceived("hello");
			assertThat(this.target.other().typeDifferences().onlyThere().toString()).doesNotContain("\n", "\u202e");
		}
	}

	// --- messages

	@Test
	void messageOfATypeThatWasNotTold_isADecodeError() throws Exception {
		assertRefused(Frames.message(9, NOTHING), "DECODE", "opcode 9: not registered");
	}

	@Test
	void messageWithoutFlagsOrOpcode_isRefused() throws Exception {
		assertRefused(Frames.frame(3, NOTHING), "PROTOCOL", "frame MESSAGE: no flags");
	}

	@Test
	void messageWithoutAnOpcode_isADecodeError() throws Exception {
		assertRefused(Frames.frame(3, new byte[1]), "DECODE", "frame: empty (expected: an opcode)");
	}

	@Test
	void messageWithAPayloadThatIsNone_isADecodeError() throws Exception {
		try (RawSecurePeer attacker = this.target.connected()) {
			// Without an end, which would be noticed before somebody takes the message.
			attacker.send(Frames.chat("before"), Frames.message(1, new byte[] { -1, -1, -1, 127 }),
					Frames.chat("behind it"));
			this.target.assertDisconnected("DECODE", "message 1 Chat: ");
		}
		assertThat(this.target.received()).containsExactly("before");
	}

	@Test
	void opcode0_isADecodeError() throws Exception {
		assertRefused(Frames.message(0, NOTHING), "DECODE", "opcode 0: not registered");
	}

	@Test
	void messageBeyondTheLimit_isALimit() throws Exception {
		byte[] message = Frames.message(1, new byte[1 << 20]);
		assertRefused(message, "LIMIT", "message: 1048577 bytes (expected: at most 1048576)");
		this.target.assertLimit(Refusal.MAX_MESSAGE_SIZE);
	}

	@Test
	void frameBeyondAnyLimit_isALimitBeforeItHasCome() throws Exception {
		assertRefused(new byte[] { -1, -1, -1, -1, 0x7f }, "LIMIT", "");
		this.target.assertLimit(Refusal.MAX_MESSAGE_SIZE);
	}

	@Test
	void emptyFrame_isRefused() throws Exception {
		assertRefused(new byte[] { 0 }, "PROTOCOL", "frame: empty (expected: a kind)");
	}

	@Test
	void messageWithoutCredit_isRefused() throws Exception {
		byte[] message = Frames.message(1, Frames.bytes((out) -> out.writeString("x".repeat(1_000_000))));
		try (RawSecurePeer attacker = this.target.attacker().shakeHands(); Held held = new Held(this.target.node())) {
			attacker.send(Frames.accept());
			held.await();
			for (int i = 0; i < 5; i++) {
				attacker.send(message);
			}
			this.target.assertClosed("PROTOCOL", "message: 1000005 bytes, for which there was no credit");
		}
	}

	// --- extensions, and frames of later versions

	private static byte[] extended(int announced, byte[] extensions) {
		byte[] length = { (byte) announced, (byte) (announced >> 8) };
		byte[] chat = Frames.bytes((out) -> out.writeByte(1).writeString("extended"));
		return Frames.frame(3, Frames.concat(new byte[] { 1 }, length, extensions, chat));
	}

	@Test
	void extensions_areSkipped() throws Exception {
		try (RawSecurePeer peer = this.target.connected()) {
			peer.send(extended(0, NOTHING), extended(3, new byte[3]), extended(1024, new byte[1024]));
			this.target.awaitReceived("extended", "extended", "extended");
		}
	}

	@Test
	void extensionsLongerThanTheFrame_areRefused() throws Exception {
		assertRefused(extended(500, NOTHING), "PROTOCOL", "frame MESSAGE: extensions of 500 bytes");
	}

	@Test
	void extensionsBeyondTheLimit_areRefused() throws Exception {
		assertRefused(extended(1025, new byte[1025]), "PROTOCOL", "frame MESSAGE: extensions of 1025 bytes");
	}

	@Test
	void extensionsWithoutALength_areRefused() throws Exception {
		assertRefused(Frames.frame(3, new byte[] { 1, 5 }), "PROTOCOL",
				"frame MESSAGE: extensions of 2147483647 bytes");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 11, 13, 127, 255 })
	void framesOfLaterVersions_areSkipped(int kind) throws Exception {
		assertSkipped(Frames.frame(kind, new byte[100]));
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 4, 5, 6, 7 })
	void controlFramesCutShort_areRefused(int kind) throws Exception {
		assertRefused(Frames.frame(kind, NOTHING), "PROTOCOL", "frame " + FrameKind.of(kind) + ": ");
	}

	@Test
	void answersToPingsThatWereNotSent_areSkipped() throws Exception {
		assertSkipped(Frames.concat(Frames.pong(0), Frames.pong(1), Frames.pong(-1)));
	}

	@Test
	void creditBeyondAnyWindow_isRefused() throws Exception {
		assertRefused(Frames.credit(-1), "PROTOCOL", "credit: ");
	}

	// --- CLOSE

	@Test
	void close_isRemoteAndWhatIsBehindItIsIgnored() throws Exception {
		assertRefused(Frames.close(0, "bye"), "REMOTE");
		this.target.awaitReceived("before");
	}

	@Test
	void closeWithACodeOfALaterVersionAndEvilWords_isRemoteAndPrintable() throws Exception {
		assertRefused(Frames.close(99, "\u001b]0;evil\u0007\r\nINFO faked\u2029\ue000"), "REMOTE");
		assertThat(this.target.lines())
			.anySatisfy((line) -> assertThat(line).contains("closes").endsWith("OTHER ?]0;evil???INFO faked??"));
	}

	@Test
	void closeWithMalformedWords_isRemote() throws Exception {
		assertRefused(Frames.frame(7, new byte[] { 0, 2, (byte) 0xC3, 0x28 }), "REMOTE");
	}

}
