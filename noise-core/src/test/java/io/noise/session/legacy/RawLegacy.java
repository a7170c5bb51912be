package io.noise.session.legacy;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.session.LegacyOptions;
import io.noise.wire.FrameEncoder;

/**
 * The bytes of one end of a legacy connection, for whoever wants to send others.
 */
public final class RawLegacy {

	private final EcdhHandshake handshake = EcdhHandshake.start(EcdhHandshake.SIGNED_TEXT);

	private FrameCiphers ciphers;

	/** The body of this end's handshake. */
	public byte[] handshake() {
		PayloadWriter body = new PayloadWriter().writeByte(1);
		this.handshake.message().write(body);
		return body.toBytes();
	}

	/** The body of the ack. */
	public static byte[] ack() {
		return new byte[] { 2 };
	}

	/** Goes on from the body of the other end's handshake. */
	public void agree(byte[] theirs) {
		HandshakeMessage message = HandshakeMessage.readAll(PayloadReader.of(theirs, 1, theirs.length - 1));
		this.ciphers = FrameCiphers.agree(this.handshake, message, LegacyOptions.defaults());
	}

	/** The next sealed body. */
	public byte[] seal(byte[] body) {
		return this.ciphers.sealing().seal(body);
	}

	/** Opens the next sealed body. */
	public byte[] open(byte[] sealed) {
		return this.ciphers.opening().open(sealed);
	}

	/**
	 * A handshake with a key that has no private one: the neutral point, R = neutral, S =
	 * 0.
	 */
	public static byte[] neutralPoint() {
		byte[] neutral = Arrays.copyOf(new byte[] { 1 }, 32);
		return new PayloadWriter().writeByte(1).writeBytes(neutral).writeBytes(Arrays.copyOf(neutral, 64)).toBytes();
	}

	/** A body with its length before it. */
	public static byte[] frame(byte[] body) {
		ByteBuf frame = Unpooled.buffer();
		FrameEncoder.encode(body, frame);
		return ByteBufUtil.getBytes(frame);
	}

}
