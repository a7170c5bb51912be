package io.noise.transport;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection in memory, as an operating system would keep it: what has
 * arrived waits here, even for an end that is not accepted yet, and what is under way is
 * bounded. Safe for use by any thread; one thread at a time writes.
 */
final class MemorySocket {

	/** The most bytes that are under way in one direction, or wait to be read. */
	static final int CAPACITY = 256 << 10;

	/** The most bytes that are carried, and read, at once. */
	static final int PIECE = 64 << 10;

	private final Object lock = new Object();

	/** Guarded by the lock, like all fields below. */
	private final MemoryInput received = new MemoryInput();

	private @Nullable MemorySocket other;

	private @Nullable MemoryLink link;

	/** The bytes that were written and that the other end has not read. */
	private int unread;

	/** Whether something could not be written for lack of room. */
	private boolean starved;

	private boolean outputEnded;

	private boolean inputEnded;

	/** Whether what arrives is dropped. */
	private boolean deaf;

	private boolean reset;

	private boolean closed;

	private Runnable wakeUp = () -> {
	};

	private MemorySocket() {
	}

	/**
	 * Creates the two ends of a connection, which nothing links yet.
	 * @return that of the dialling node, which knows the other one
	 */
	static MemorySocket pair() {
		MemorySocket dialing = new MemorySocket();
		MemorySocket accepted = new MemorySocket();
		dialing.join(accepted);
		accepted.join(dialing);
		return dialing;
	}

	private void join(MemorySocket with) {
		synchronized (this.lock) {
			this.other = with;
		}
	}

	/**
	 * Returns the other end.
	 */
	MemorySocket other() {
		synchronized (this.lock) {
			if (this.other == null) {
				throw new IllegalStateException("socket: has no other end");
			}
			return this.other;
		}
	}

	/**
	 * Sets the link to the other end.
	 */
	void carriedBy(MemoryLink to) {
		synchronized (this.lock) {
			this.link = to;
		}
	}

	/**
	 * Carries something to the other end, after everything that was written.
	 */
	void carry(Runnable arrival) {
		MemoryLink to;
		synchronized (this.lock) {
			to = this.link;
		}
		if (to == null) {
			throw new IllegalStateException("socket: has no link to its other end");
		}
		to.carry(arrival);
	}

	/**
	 * Sets the action to run, on any thread, when there is something to read, or room to
	 * write again, or a reset. It is run at once as well.
	 */
	void onEvent(Runnable action) {
		synchronized (this.lock) {
			this.wakeUp = action;
		}
		action.run();
	}

	private void wakeUp() {
		Runnable action;
		synchronized (this.lock) {
			action = this.wakeUp;
		}
		action.run();
	}

	/**
	 * Writes as many bytes as there is room for. They remain in the buffer.
	 * @return their number; an event follows when there is room for more
	 * @throws IOException if the connection was reset
	 */
	int write(ByteBuf source) throws IOException {
		int written = 0;
		while (written < source.readableBytes()) {
			int length = reserve(source.readableBytes() - written);
			if (length == 0) {
				break;
			}
			ByteBuf copy = Unpooled.buffer(length, length);
			copy.writeBytes(source, source.readerIndex() + written, length);
			MemorySocket to = other();
			carry(() -> to.receive(copy));
			written += length;
		}
		return written;
	}

	/** Takes room for a piece. */
	private int reserve(int wanted) throws IOException {
		synchronized (this.lock) {
			if (this.reset) {
				throw connectionReset();
			}
			int length = Math.min(Math.min(wanted, PIECE), CAPACITY - this.unread);
			this.starved = length == 0;
			this.unread += length;
			return length;
		}
	}

	private void receive(ByteBuf bytes) {
		int length = bytes.readableBytes();
		boolean refused;
		boolean dropped;
		synchronized (this.lock) {
			refused = this.closed;
			dropped = refused || this.deaf || this.reset;
			if (!dropped) {
				this.received.add(bytes);
			}
		}
		if (!dropped) {
			wakeUp();
			return;
		}
		bytes.release();
		if (refused) {
			carry(other()::breakOff);
		}
		else {
			acknowledge(length);
		}
	}

	/** Gives the other end the room back that bytes took. */
	private void acknowledge(int length) {
		MemorySocket from = other();
		carry(() -> from.taken(length));
	}

	private void taken(int length) {
		boolean wakes;
		synchronized (this.lock) {
			this.unread -= length;
			wakes = this.starved && this.unread <= CAPACITY / 2;
			this.starved &= !wakes;
		}
		if (wakes) {
			wakeUp();
		}
	}

	/**
	 * Reads what has arrived next.
	 * @return at most {@value #PIECE} bytes that the caller owns, null if there is
	 * nothing at the moment
	 */
	@Nullable ByteBuf read() {
		ByteBuf bytes;
		synchronized (this.lock) {
			bytes = this.received.poll();
		}
		if (bytes != null) {
			acknowledge(bytes.readableBytes());
		}
		return bytes;
	}

	/**
	 * Whether there is something to read: bytes, or the end.
	 */
	boolean isReadable() {
		synchronized (this.lock) {
			return !this.received.isEmpty() || this.inputEnded || this.reset;
		}
	}

	/**
	 * Whether all that will ever arrive has been read. After an end of the input a reset
	 * is not told here: as on Linux, the next write meets it.
	 * @throws IOException if the connection was reset before its end, and all that had
	 * arrived until then has been read
	 */
	boolean isAtEnd() throws IOException {
		synchronized (this.lock) {
			if (!this.received.isEmpty()) {
				return false;
			}
			if (this.reset && !this.inputEnded) {
				throw connectionReset();
			}
			return this.inputEnded;
		}
	}

	private static IOException connectionReset() {
		return new IOException("Connection reset by peer");
	}

	boolean isReset() {
		synchronized (this.lock) {
			return this.reset;
		}
	}

	/**
	 * Drops what has arrived and was not read, and what arrives from now on.
	 */
	void dropInput() {
		int dropped;
		synchronized (this.lock) {
			this.deaf = true;
			dropped = this.received.clear();
		}
		if (dropped > 0) {
			acknowledge(dropped);
		}
	}

	/**
	 * Says, after everything that was written, that nothing more comes.
	 */
	void endOutput() {
		synchronized (this.lock) {
			if (this.outputEnded) {
				return;
			}
			this.outputEnded = true;
		}
		carry(other()::endInput);
	}

	private void endInput() {
		synchronized (this.lock) {
			this.inputEnded |= !this.reset;
		}
		wakeUp();
	}

	/**
	 * Closes this end. What was written still arrives. The other end is reset if it has
	 * written something that nobody reads.
	 */
	void close() {
		if (release() > 0) {
			carry(other()::breakOff);
		}
		else {
			endOutput();
		}
	}

	/**
	 * Closes this end and resets the other one, after everything that was written.
	 */
	void abort() {
		release();
		carry(other()::breakOff);
	}

	private int release() {
		synchronized (this.lock) {
			this.closed = true;
			this.wakeUp = () -> {
			};
			return this.received.clear();
		}
	}

	/**
	 * Resets this end: it writes no more, and reads what has arrived until now.
	 */
	void breakOff() {
		synchronized (this.lock) {
			this.reset = true;
		}
		wakeUp();
	}

}
