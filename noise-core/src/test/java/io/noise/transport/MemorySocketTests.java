package io.noise.transport;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MemorySocketTests {

	/** What is under way, both ways. */
	private final Deque<Runnable> underWay = new ArrayDeque<>();

	private final MemorySocket one = MemorySocket.pair();

	private final MemorySocket two = this.one.other();

	MemorySocketTests() {
		this.one.carriedBy(this.underWay::add);
		this.two.carriedBy(this.underWay::add);
	}

	private void arrive() {
		while (!this.underWay.isEmpty()) {
			this.underWay.poll().run();
		}
	}

	private static int write(MemorySocket to, int length) throws IOException {
		return to.write(Unpooled.wrappedBuffer(new byte[length]));
	}

	private static int read(MemorySocket from) {
		ByteBuf bytes = from.read();
		if (bytes == null) {
			return 0;
		}
		int length = bytes.readableBytes();
		bytes.release();
		return length;
	}

	@Test
	void write_moreThanFits_waitsForTheReader() throws IOException {
		int[] events = new int[1];
		this.one.onEvent(() -> events[0]++);
		assertThat(write(this.one, 2 * MemorySocket.CAPACITY)).isEqualTo(MemorySocket.CAPACITY);
		assertThat(write(this.one, 1)).isZero();
		arrive();
		assertThat(read(this.two)).isEqualTo(MemorySocket.PIECE);
		arrive();
		assertThat(events[0]).isEqualTo(1);
		assertThat(read(this.two)).isEqualTo(MemorySocket.PIECE);
		arrive();
		assertThat(events[0]).isEqualTo(2);
		assertThat(write(this.one, MemorySocket.CAPACITY)).isEqualTo(2 * MemorySocket.PIECE);
	}

	@Test
	void reset_keepsWhatHasArrivedAndDropsWhatIsUnderWay() throws IOException {
		write(this.one, 10);
		arrive();
		write(this.one, 20);
		this.one.endOutput();
		this.two.breakOff();
		arrive();
		assertThat(read(this.two)).isEqualTo(10);
		assertThat(read(this.two)).isZero();
		assertThatExceptionOfType(IOException.class).isThrownBy(this.two::isAtEnd).withMessageContaining("reset");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> write(this.two, 1))
			.withMessageContaining("reset");
	}

	@Test
	void reset_afterTheEnd_isTheEnd() throws IOException {
		this.one.endOutput();
		arrive();
		this.two.breakOff();
		assertThat(this.two.isAtEnd()).isTrue();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> write(this.two, 1));
	}

	@Test
	void close_allWasRead_endsTheOtherAfterWhatWasWritten() throws IOException {
		write(this.one, 10);
		this.one.close();
		arrive();
		assertThat(this.two.isAtEnd()).isFalse();
		assertThat(read(this.two)).isEqualTo(10);
		assertThat(this.two.isAtEnd()).isTrue();
		assertThat(this.two.isReset()).isFalse();
	}

	@Test
	void close_somethingIsUnread_resetsTheOther() throws IOException {
		write(this.two, 10);
		arrive();
		this.one.close();
		arrive();
		assertThat(this.two.isReset()).isTrue();
	}

	@Test
	void close_somethingArrivesLater_resetsTheOther() throws IOException {
		this.one.close();
		write(this.two, 10);
		arrive();
		assertThat(this.two.isReset()).isTrue();
		assertThat(this.two.isAtEnd()).isTrue();
	}

	@Test
	void dropInput_givesTheRoomBack() throws IOException {
		write(this.one, MemorySocket.CAPACITY);
		arrive();
		this.two.dropInput();
		arrive();
		assertThat(write(this.one, MemorySocket.CAPACITY)).isEqualTo(MemorySocket.CAPACITY);
		arrive();
		assertThat(write(this.one, MemorySocket.CAPACITY)).isEqualTo(MemorySocket.CAPACITY);
		assertThat(this.two.isReadable()).isFalse();
	}

}
