package io.noise.session.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionLimits;
import io.noise.session.plain.PlainLink;
import io.noise.wire.FrameEncoder;
import io.noise.wire.FrameReceiver;
import io.noise.wire.ReadFlow;

/**
 * A connection after its two acks: the frames of the plain wire, each sealed. The limit
 * of size counts what is on the wire, so a message may be shorter by the tag. Used on the
 * connection's event loop; closing wipes the keys.
 */
final class LegacyLink extends PlainLink implements AutoCloseable {

	private final Channel channel;

	private final FrameCiphers ciphers;

	private final FrameReceiver receiver;

	LegacyLink(Channel channel, ReadFlow frames, SessionLimits limits, FrameCiphers ciphers, FrameReceiver receiver) {
		super(channel, frames, Math.max(0, limits.maxSentBytes() - AeadCipher.TAG_BYTES));
		this.channel = channel;
		this.ciphers = ciphers;
		this.receiver = receiver;
	}

	@Override
	public void encode(byte[] body, ByteBuf out) {
		FrameEncoder.begin(SealingCipher.sealedLength(body.length), out);
		this.ciphers.sealing().seal(body, out);
	}

	/**
	 * Opens a frame and hands it on.
	 * @param sealed the body on the wire
	 * @throws SessionException if it does not open; none after it does
	 */
	void open(ByteBuf sealed) {
		ByteBuf body = this.channel.alloc().heapBuffer(sealed.readableBytes());
		try {
			open(sealed, body);
			this.receiver.frame(body);
		}
		finally {
			body.release();
		}
	}

	private void open(ByteBuf sealed, ByteBuf body) {
		try {
			this.ciphers.opening().open(sealed, body);
		}
		catch (LegacyException ex) {
			throw new SessionException(Fault.PROTOCOL, String.valueOf(ex.getMessage()), ex);
		}
	}

	@Override
	public void close() {
		this.ciphers.close();
	}

}
