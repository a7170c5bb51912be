package io.noise.session.secure;

import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;

import io.noise.session.channel.CloseCode;
import io.noise.session.channel.TypeEntry;
import io.noise.wire.FrameEncoder;

/**
 * Writes what one end says besides messages: see {@link FrameKind}. Nothing is written
 * behind its CLOSE. The event loop's alone.
 */
final class ControlFrames {

	/** The longest words of a CLOSE, in characters when they are read. */
	static final int MAX_WORDS = 64;

	/** A flag of ACCEPT. */
	static final int KEPT_UP = 1;

	private final Channel channel;

	private final Consumer<Throwable> failed;

	private final TypeTable told = new TypeTable();

	private boolean accepted;

	private boolean closed;

	/**
	 * For one connection.
	 * @param channel where to write
	 * @param failed told of a frame that was not written: where a part of the stream is
	 * missing, the connection cannot go on
	 */
	ControlFrames(Channel channel, Consumer<Throwable> failed) {
		this.channel = channel;
		this.failed = failed;
	}

	/** Whether this end has said its last word. */
	boolean isClosed() {
		return this.closed;
	}

	/** Whether this end has accepted the other. */
	boolean hasAccepted() {
		return this.accepted;
	}

	void accept(int maxMessageBytes, long credit, List<TypeEntry> types, boolean keptUp) {
		this.accepted = true;
		write(FrameKind.ACCEPT, (body) -> {
			body.writeIntLE(maxMessageBytes);
			body.writeIntLE((int) credit);
			this.told.write(types, body);
			if (keptUp) {
				body.writeByte(KEPT_UP);
			}
		});
	}

	/**
	 * Encodes those types that the other end was not told of; nothing if there are none.
	 */
	void types(List<TypeEntry> types, ByteBuf out) {
		if (!this.told.added(types).isEmpty()) {
			encode(FrameKind.TYPES, (body) -> this.told.write(types, body), out);
		}
	}

	void ping(long number) {
		write(FrameKind.PING, (body) -> body.writeLongLE(number));
	}

	void pong(long number) {
		write(FrameKind.PONG, (body) -> body.writeLongLE(number));
	}

	void credit(long more) {
		write(FrameKind.CREDIT, (body) -> body.writeIntLE((int) more));
	}

	/**
	 * Says the last word.
	 * @return false if it was said before
	 */
	boolean close(CloseCode code, String words) {
		if (this.closed) {
			return false;
		}
		byte[] shown = shown(words);
		write(FrameKind.CLOSE, (body) -> {
			body.writeByte(code.number());
			body.writeByte(shown.length);
			body.writeBytes(shown);
		});
		this.closed = true;
		return true;
	}

	private static byte[] shown(String words) {
		byte[] text = words.getBytes(StandardCharsets.UTF_8);
		int end = Math.min(text.length, MAX_WORDS);
		while (end < text.length && (text[end] & 0xC0) == 0x80) {
			// Within a character.
			end--;
		}
		return Arrays.copyOf(text, end);
	}

	private void write(FrameKind kind, Consumer<ByteBuf> body) {
		if (!this.closed) {
			ByteBuf out = this.channel.alloc().buffer();
			encode(kind, body, out);
			this.channel.writeAndFlush(out).addListener(this::written);
		}
	}

	private void encode(FrameKind kind, Consumer<ByteBuf> writer, ByteBuf out) {
		ByteBuf body = this.channel.alloc().buffer();
		try {
			writer.accept(body);
			FrameEncoder.begin(1 + body.readableBytes(), out);
			out.writeByte(kind.number());
			out.writeBytes(body);
		}
		finally {
			body.release();
		}
	}

	private void written(Future<?> write) {
		if (!write.isSuccess() && !this.closed && !(write.cause() instanceof ClosedChannelException)) {
			this.failed.accept(write.cause());
		}
	}

}
