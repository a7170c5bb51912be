package io.noise.session.secure;

import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import io.noise.session.channel.CloseCode;
import io.noise.session.channel.TypeEntry;
import io.noise.wire.FrameEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frames of this end: see {@link FrameKind}. Messages go into a buffer of the
 * caller; control frames are written and flushed here. Nothing is written after CLOSE.
 * Control frames do not wait until the channel takes messages again; instead there are
 * few of each kind at most that the operating system has not taken. The event loop's
 * alone.
 */
final class FrameWriter {

	/** The longest words of a CLOSE, in characters when they are read. */
	static final int MAX_WORDS = 64;

	/** The answers that may be pending at a time. */
	static final int MAX_PONGS = 16;

	/** A flag of ACCEPT. */
	static final int KEPT_UP = 1;

	/** Another flag of ACCEPT, which this end always sets. */
	static final int ANSWERS_REQUESTS = 2;

	/** Another flag of ACCEPT: this end reads SHAPES, and its next frame is one. */
	static final int TELLS_SHAPES = 4;

	/** The most bytes of shapes that one end tells. */
	static final int MAX_SHAPES_BYTES = 1 << 16;

	private final Channel channel;

	private final Consumer<Throwable> failed;

	private final TypeTable told = new TypeTable();

	/**
	 * A bit for each kind of which one frame is written that the operating system has not
	 * taken.
	 */
	private int pending;

	private boolean tellsShapes = true;

	private int shapesBytes;

	private int pendingPongs;

	private @Nullable Long unanswered;

	private boolean accepted;

	private boolean closed;

	/**
	 * A writer for one connection.
	 * @param channel where to write
	 * @param failed told of a frame that was not written: where a part of the stream is
	 * missing, the connection cannot go on
	 */
	FrameWriter(Channel channel, Consumer<Throwable> failed) {
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

	/** Writes shapes of types, at most as many bytes as asked for. */
	interface Shapes {

		byte[] of(List<TypeEntry> types, int maxBytes);

	}

	void accept(int maxMessageBytes, long credit, List<TypeEntry> types, Shapes shapes, boolean keptUp) {
		this.accepted = true;
		byte[] told = shapes(types, shapes);
		write(FrameKind.ACCEPT, (body) -> {
			body.writeIntLE(maxMessageBytes);
			body.writeIntLE((int) credit);
			this.told.write(types, body);
			body.writeByte(ANSWERS_REQUESTS | (keptUp ? KEPT_UP : 0) | ((told.length > 0) ? TELLS_SHAPES : 0));
		});
		if (told.length > 0) {
			write(FrameKind.SHAPES, (body) -> body.writeBytes(told));
		}
	}

	/** Tells no shapes from now on, since the other end does not read them. */
	void withholdShapes() {
		this.tellsShapes = false;
	}

	private byte[] shapes(List<TypeEntry> types, Shapes shapes) {
		byte[] told = this.tellsShapes ? shapes.of(types, MAX_SHAPES_BYTES - this.shapesBytes) : new byte[0];
		this.shapesBytes += told.length;
		return told;
	}

	/** Encodes a message with extensions. */
	void message(byte[] message, byte[] extensions, ByteBuf out) {
		FrameEncoder.begin(1 + FrameExtensions.length(extensions) + message.length, out);
		out.writeByte(FrameKind.MESSAGE.number());
		FrameExtensions.write(extensions, out);
		out.writeBytes(message);
	}

	/** Encodes a message, without extensions. */
	void message(byte[] message, ByteBuf out) {
		FrameEncoder.begin(2 + message.length, out);
		out.writeByte(FrameKind.MESSAGE.number());
		out.writeByte(0);
		out.writeBytes(message);
	}

	/**
	 * Encodes a frame that belongs to a request.
	 * @param body the rest of the frame, after the number of the request
	 */
	void numbered(FrameKind kind, byte[] extensions, long number, byte[] body, ByteBuf out) {
		FrameEncoder.begin(1 + FrameExtensions.length(extensions) + Long.BYTES + body.length, out);
		out.writeByte(kind.number());
		FrameExtensions.write(extensions, out);
		out.writeLongLE(number);
		out.writeBytes(body);
	}

	/**
	 * Encodes those types that the other end was not told of, after their shapes; nothing
	 * if there are none.
	 */
	void types(List<TypeEntry> types, Shapes shapes, ByteBuf out) {
		List<TypeEntry> added = this.told.added(types);
		if (!added.isEmpty()) {
			byte[] of = shapes(added, shapes);
			if (of.length > 0) {
				encode(FrameKind.SHAPES, (body) -> body.writeBytes(of), out);
			}
			encode(FrameKind.TYPES, (body) -> this.told.write(types, body), out);
		}
	}

	/**
	 * Asks, unless the question before was not handed to the operating system yet.
	 * @return whether it was written
	 */
	boolean ping(long number) {
		return write(FrameKind.PING, (body) -> body.writeLongLE(number), () -> {
		});
	}

	/**
	 * Answers, as soon as few answers are pending. An end that asks and does not read
	 * gets no more than these and one to its last question, however often it asks.
	 */
	void pong(long number) {
		if (this.closed || this.pendingPongs >= MAX_PONGS) {
			this.unanswered = number;
			return;
		}
		this.unanswered = null;
		this.pendingPongs++;
		write(FrameKind.PONG, (body) -> body.writeLongLE(number)).addListener((write) -> {
			this.pendingPongs--;
			Long last = this.unanswered;
			if (last != null && write.isSuccess()) {
				pong(last);
			}
		});
	}

	/**
	 * Gives credit, unless what was given before has not left. An end that sends and does
	 * not read is given nothing more.
	 * @param more how much there is to give, asked again when what was given has left; 0
	 * for nothing now
	 */
	void credit(LongSupplier more) {
		if (isPending(FrameKind.CREDIT)) {
			return;
		}
		long given = more.getAsLong();
		if (given > 0) {
			write(FrameKind.CREDIT, (body) -> body.writeIntLE((int) given), () -> credit(more));
		}
	}

	/**
	 * Gives a sign of life and of progress, unless the one before has not left.
	 * @param bytes how many have come in records
	 */
	void received(long bytes) {
		write(FrameKind.RECEIVED, (body) -> body.writeLongLE(bytes), () -> {
		});
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

	private boolean isPending(FrameKind kind) {
		return (this.pending & bit(kind)) != 0;
	}

	private static int bit(FrameKind kind) {
		return 1 << kind.number();
	}

	/**
	 * Writes a frame of which one at a time is enough.
	 * @param left told when the operating system has it
	 * @return false if one of the kind has not left yet, or nothing is written any more
	 */
	private boolean write(FrameKind kind, Consumer<ByteBuf> body, Runnable left) {
		if (this.closed || isPending(kind)) {
			return false;
		}
		this.pending |= bit(kind);
		write(kind, body).addListener((write) -> {
			this.pending &= ~bit(kind);
			if (write.isSuccess()) {
				left.run();
			}
		});
		return true;
	}

	private ChannelFuture write(FrameKind kind, Consumer<ByteBuf> body) {
		ByteBuf out = this.channel.alloc().buffer();
		encode(kind, body, out);
		return this.channel.writeAndFlush(out).addListener(this::written);
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
