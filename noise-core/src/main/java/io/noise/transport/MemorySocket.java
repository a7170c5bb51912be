package io.noise.transport;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection in memory, as an operating system would keep it: what has
 * arrived waits here, even for an end that is not accepted yet, and what is under way is
 * bounded. Safe for use by any thread.
 */
final class MemorySocket {

	/** The most bytes that are under way in one direction, or wait to be read. */
	static final int CAPACITY = 256 << 10;

	private final MemoryLink link;

	private final Object lock = new Object();

	/** Guarded by the lock, like all fields below. */
	private final Deque<ByteBuf> received = new ArrayDeque<>();

	private @Nullable MemorySocket other;

	/** The bytes that were written and that the other end has not read. */
	private int unread;

	/** Whether something could not be written for lack of room. */
	private boolean starved;

	private boolean outputEnded;

	private boolean inputEnded;

	private boolean reset;

	private boolean closed;

	private Runnable wakeUp = () -> {
	};

	/**
	 * Creates an end that has no other one yet.
	 * @param link carries to the other end
	 */
	private MemorySocket(MemoryLink link) {
		this.link = link;
	}

	/**
	 * Creates the two ends of a connection.
	 * @return that of the dialling node, which knows the other one
	 */
	static MemorySocket pair(MemoryNetwork.Links links) {
		MemorySocket dialing = new MemorySocket(links.there());
		MemorySocket accepted = new MemorySocket(links.back());
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
	 * Carries something to the other end, behind everything that was written.
	 */
	void carry(Runnable arrival) {
		this.link.carry(arrival);
	}

	/**
	 * Sets the action to run, on any thread, when there is something to read, or room to
	 * write again. It is run at once as well.
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
		int length;
		synchronized (this.lock) {
			if (this.reset) {
				throw reset();
			}
			length = Math.min(source.readableBytes(), CAPACITY - this.unread);
			this.starved = length < source.readableBytes();
			this.unread += length;
		}
		if (length > 0) {
			ByteBuf copy = Unpooled.buffer(length, length);
			copy.writeBytes(source, source.readerIndex(), length);
			MemorySocket to = other();
			carry(() -> to.receive(copy));
		}
		return length;
	}

	private void receive(ByteBuf bytes) {
		boolean refused;
		synchronized (this.lock) {
			refused = this.closed;
			if (!refused) {
				this.received.add(bytes);
			}
		}
		if (refused) {
			bytes.release();
			carry(other()::breakOff);
		}
		else {
			wakeUp();
		}
	}

	/**
	 * Reads what has arrived next.
	 * @return null if there is nothing at the moment
	 */
	@Nullable ByteBuf read() {
		ByteBuf bytes;
		synchronized (this.lock) {
			bytes = this.received.poll();
		}
		if (bytes != null) {
			int length = bytes.readableBytes();
			MemorySocket from = other();
			carry(() -> from.taken(length));
		}
		return bytes;
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
	 * Whether there is something to read: bytes, or the end.
	 */
	boolean isReadable() {
		synchronized (this.lock) {
			return !this.received.isEmpty() || this.inputEnded || this.reset;
		}
	}

	/**
	 * Whether all that will ever arrive has been read.
	 * @throws IOException if the connection was reset, and all that had arrived before
	 * has been read
	 */
	boolean isAtEnd() throws IOException {
		synchronized (this.lock) {
			if (!this.received.isEmpty()) {
				return false;
			}
			if (this.reset) {
				throw reset();
			}
			return this.inputEnded;
		}
	}

	private static IOException reset() {
		return new IOException("Connection reset by peer");
	}

	/**
	 * Says, behind everything that was written, that nothing more comes.
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
			this.inputEnded = true;
		}
		wakeUp();
	}

	/**
	 * Closes this end. What was written still arrives. The other end is reset if it has
	 * written something that nobody reads.
	 */
	void close() {
		boolean lost;
		synchronized (this.lock) {
			this.closed = true;
			this.wakeUp = () -> {
			};
			lost = !this.received.isEmpty();
			this.received.forEach(ByteBuf::release);
			this.received.clear();
		}
		if (lost) {
			carry(other()::breakOff);
		}
		else {
			endOutput();
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
