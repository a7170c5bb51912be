package io.noise.session.secure;

import java.util.Arrays;

import io.noise.Peer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The frame SHAPES, from ends that know its rules, ends that do not, and ends that break
 * them.
 */
class ShapesFrameTests {

	private static final int SHAPES = 13;

	/** Chat(String text), as it is. */
	private static final byte[] CHAT = Frames.bytes((out) -> out.writeByte(1)
		.writeByte(1)
		.writeByte(1)
		.writeByte(45)
		.writeShort(0)
		.writeByte(4)
		.writeRaw(new byte[] { 'C', 'h', 'a', 't' }, 0, 4)
		.writeShort(1)
		.writeShort(1)
		.writeByte(4)
		.writeRaw(new byte[] { 't', 'e', 'x', 't' }, 0, 4)
		.writeByte(9));

	@RegisterExtension
	final Target target = new Target();

	@BeforeEach
	void listen() {
		this.target.start();
	}

	/** ACCEPT of an end that reads shapes. */
	private static byte[] accept() {
		return Frames.accept(1 << 20, Frames.WINDOW, Frames.concat(Frames.types(1, "Chat"), new byte[] { 6 }));
	}

	private static byte[] shapes(byte[] told) {
		return Frames.frame(SHAPES, told);
	}

	private void assertRefusedAtOnce(String words, byte[]... frames) throws Exception {
		try (RawSecurePeer attacker = this.target.attacker().shakeHands()) {
			attacker.send(Frames.concat(frames));
			this.target.assertClosed("PROTOCOL", words);
		}
		assertThat(this.target.received()).isEmpty();
	}

	@Test
	void shapes_areAnsweredByShapes() throws Exception {
		try (RawSecurePeer peer = this.target.attacker().shakeHands()) {
			peer.send(accept(), shapes(CHAT), Frames.chat("hello"));
			this.target.awaitReceived("hello");
			peer.readFrame(1);
			byte[] told = peer.readFrame(SHAPES).readRemaining();
			assertThat(Arrays.copyOf(told, 1)).containsExactly(1);
			assertThat(this.target.other().typeDifferences().changed()).isEmpty();
		}
	}

	@Test
	void endsWithoutShapes_getNone() throws Exception {
		try (RawSecurePeer peer = this.target.attacker().shakeHands()) {
			peer.send(Frames.accept(), Frames.frame(4, new byte[8]), Frames.chat("hello"));
			this.target.awaitReceived("hello");
			assertThat(peer.readFrame().readUnsignedByte()).isEqualTo(1);
			assertThat(peer.readFrame().readUnsignedByte()).isEqualTo(5);
		}
	}

	@Test
	void anotherVersion_isIgnored() throws Exception {
		try (RawSecurePeer peer = this.target.attacker().shakeHands()) {
			peer.send(accept(), shapes(new byte[] { 2, 99 }), shapes(CHAT), Frames.chat("hello"));
			this.target.awaitReceived("hello");
		}
	}

	@Test
	void otherFrames_inPlaceOfShapes_areRefused() throws Exception {
		assertRefusedAtOnce("frame MESSAGE: before SHAPES", accept(), Frames.chat("hello"));
	}

	@Test
	void malformedShapes_areRefused() throws Exception {
		assertRefusedAtOnce("frame SHAPES: ", accept(), shapes(new byte[] { 1, 9 }));
	}

	@Test
	void noShapes_areRefused() throws Exception {
		assertRefusedAtOnce("frame SHAPES: 0 bytes", accept(), shapes(new byte[0]));
	}

	@Test
	void tooDeepShapes_areRefused() throws Exception {
		byte[] deep = new byte[1000];
		Arrays.fill(deep, (byte) 42);
		deep[0] = 1;
		deep[1] = 1;
		deep[2] = 1;
		assertRefusedAtOnce("more than 16 within each other", accept(), shapes(deep));
	}

	@Test
	void moreThan64KiB_inAnyNumberOfFrames_areRefused() throws Exception {
		try (RawSecurePeer peer = this.target.attacker().shakeHands()) {
			peer.send(accept(), shapes(CHAT), Frames.chat("hello"));
			this.target.awaitReceived("hello");
			byte[] other = new byte[60_000];
			other[0] = 2;
			peer.send(shapes(other));
			peer.send(shapes(Arrays.copyOf(other, 6_000)));
			this.target.assertDisconnected("PROTOCOL", "frame SHAPES: 66021 bytes (expected: 1 to 65536");
		}
	}

	@Test
	void shapesOfATypeToldTwice_areRefused() throws Exception {
		try (RawSecurePeer peer = this.target.attacker().shakeHands()) {
			peer.send(accept(), shapes(CHAT), shapes(CHAT));
			this.target.assertDisconnected("PROTOCOL", "forms: of opcode 1 again");
		}
	}

	@Test
	void hostileNames_arePrintable() throws Exception {
		byte[] changed = CHAT.clone();
		changed[CHAT.length - 2] = '\n';
		try (RawSecurePeer peer = this.target.attacker().shakeHands()) {
			peer.send(accept(), shapes(changed), Frames.chat("hello"));
			this.target.awaitReceived("hello");
			Peer other = this.target.other();
			assertThat(other.typeDifferences().changed().get("Chat"))
				.isEqualTo("Chat.text: String here, tex?: String at the peer (expected: the same name)");
		}
	}

}
