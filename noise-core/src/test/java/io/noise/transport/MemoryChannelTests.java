package io.noise.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class MemoryChannelTests {

	private MemoryEnds ends;

	private MemoryEnd dialer;

	private MemoryEnd acceptor;

	@BeforeEach
	void connect() throws InterruptedException {
		this.ends = new MemoryEnds(MemoryNetwork.DIRECT);
		this.dialer = this.ends.dial();
		this.acceptor = this.ends.accepted();
	}

	@AfterEach
	void end() {
		this.ends.close();
	}

	@Test
	void write_otherEndDoesNotRead_stopsAtTheCapacityAndLosesNothing() throws InterruptedException {
		byte[] sent = MemoryEnd.pattern(3 * MemorySocket.CAPACITY);
		int step = MemorySocket.CAPACITY / 4;
		ChannelFuture last = null;
		for (int from = 0; from < sent.length; from += step) {
			last = this.dialer.write(MemoryEnd.part(sent, from, from + step));
			this.dialer.settle();
			boolean fits = from + step <= MemorySocket.CAPACITY;
			assertThat(last.isDone()).isEqualTo(fits);
			assertThat(this.dialer.channel.isWritable()).isEqualTo(fits);
		}
		assertThat(this.acceptor.received()).isEmpty();
		this.acceptor.autoRead(true);
		assertThat(this.acceptor.await(sent.length)).isEqualTo(sent);
		assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(last.isSuccess()).isTrue();
		this.dialer.settle();
		assertThat(this.dialer.channel.isWritable()).isTrue();
		assertThat(this.acceptor.largestRead.get()).isLessThanOrEqualTo(MemorySocket.PIECE);
	}

	@Test
	void write_millionsOfBytesInOddSizesBothWays_arriveInOrder() {
		byte[] sent = MemoryEnd.pattern(3_000_000);
		this.dialer.autoRead(true);
		this.acceptor.autoRead(true);
		Random random = new Random(5);
		for (int from = 0; from < sent.length;) {
			int to = Math.min(sent.length, from + random.nextInt(9_000));
			this.dialer.write(MemoryEnd.part(sent, from, to));
			this.acceptor.write(MemoryEnd.part(sent, from, to));
			from = to;
		}
		assertThat(this.acceptor.await(sent.length)).isEqualTo(sent);
		assertThat(this.dialer.await(sent.length)).isEqualTo(sent);
	}

	@Test
	void close_afterWrites_everythingArrivesBeforeTheEnd() throws InterruptedException {
		byte[] sent = MemoryEnd.pattern(200_000);
		this.dialer.write(sent);
		this.dialer.channel.close().await();
		this.acceptor.settle();
		assertThat(this.acceptor.inputEnd).isNotDone();
		this.acceptor.autoRead(true);
		MemoryEnd.soon(this.acceptor.inputEnd);
		assertThat(this.acceptor.received()).isEqualTo(sent);
		assertThat(this.acceptor.failure).isNotDone();
	}

	@Test
	void shutdownOutput_otherDirectionGoesOn() throws InterruptedException {
		this.dialer.autoRead(true);
		this.acceptor.autoRead(true);
		this.dialer.write(MemoryEnd.pattern(1_000));
		((DuplexChannel) this.dialer.channel).shutdownOutput().await();
		MemoryEnd.soon(this.acceptor.inputEnd);
		assertThat(this.acceptor.received()).hasSize(1_000);
		assertThat(this.acceptor.channel.isActive()).isTrue();
		ChannelFuture late = this.dialer.write(new byte[1]).await();
		assertThat(late.cause()).isInstanceOf(ClosedChannelException.class);
		byte[] back = MemoryEnd.pattern(500_000);
		this.acceptor.write(back);
		assertThat(this.dialer.await(back.length)).isEqualTo(back);
		this.acceptor.channel.close();
		MemoryEnd.soon(this.dialer.inputEnd);
	}

	@Test
	void inputEnds_noHalfClosure_closes() throws InterruptedException {
		this.acceptor.channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
		this.acceptor.autoRead(true);
		this.dialer.channel.close();
		this.acceptor.awaitClosed();
		assertThat(this.acceptor.inputEnd).isNotDone();
	}

	@Test
	void close_withSomethingUnread_resetsTheOtherEnd() throws InterruptedException {
		this.dialer.autoRead(true);
		this.dialer.write(new byte[10]).await();
		this.acceptor.write(MemoryEnd.pattern(20)).await();
		this.acceptor.channel.close().await();
		assertThat(MemoryEnd.soon(this.dialer.failure)).isInstanceOf(IOException.class).hasMessageContaining("reset");
		this.dialer.awaitClosed();
		assertThat(this.dialer.received()).isEqualTo(MemoryEnd.pattern(20));
	}

	@Test
	void write_otherEndIsClosed_firstWriteResetsAndTheNextFails() throws InterruptedException {
		this.acceptor.channel.close().await();
		assertThat(this.dialer.write(new byte[10]).await().isSuccess()).isTrue();
		assertThat(this.dialer.write(new byte[10]).await().cause()).isInstanceOf(IOException.class);
		this.dialer.awaitClosed();
	}

	@Test
	void read_otherEndClosedBeforeAWriteResets_endsWithoutFailure() throws InterruptedException {
		this.acceptor.channel.close().await();
		this.dialer.write(new byte[10]).await();
		this.dialer.autoRead(true);
		MemoryEnd.soon(this.dialer.inputEnd);
		assertThat(this.dialer.failure).isNotDone();
	}

	@Test
	void autoReadOff_whileReadIsPending_readsNothing() {
		this.acceptor.autoRead(true);
		this.acceptor.settle();
		this.acceptor.autoRead(false);
		this.acceptor.settle();
		this.dialer.write(new byte[10]).awaitUninterruptibly();
		this.acceptor.settle();
		assertThat(this.acceptor.received()).isEmpty();
		this.acceptor.channel.read();
		assertThat(this.acceptor.await(10)).hasSize(10);
		this.dialer.write(new byte[10]).awaitUninterruptibly();
		this.acceptor.settle();
		assertThat(this.acceptor.reads.get()).isEqualTo(1);
	}

	@Test
	void write_manySmallOnes_areReadTogether() {
		int count = 20_000;
		ChannelFuture last = null;
		for (int i = 0; i < count; i++) {
			last = this.dialer.write(new byte[] { (byte) i });
		}
		last.awaitUninterruptibly();
		this.acceptor.autoRead(true);
		byte[] received = this.acceptor.await(count);
		for (int i = 0; i < count; i++) {
			assertThat(received[i]).isEqualTo((byte) i);
		}
		assertThat(this.acceptor.reads.get()).isLessThanOrEqualTo(count / MemoryInput.CHUNK + 1);
	}

	@Test
	void shutdownInput_otherEndWritesOn() throws InterruptedException {
		this.dialer.write(new byte[1_000]).await();
		((DuplexChannel) this.acceptor.channel).shutdownInput().await();
		assertThat(this.dialer.write(new byte[3 * MemorySocket.CAPACITY]).await(20, TimeUnit.SECONDS)).isTrue();
		this.acceptor.autoRead(true);
		this.dialer.autoRead(true);
		this.acceptor.write(new byte[10]);
		assertThat(this.dialer.await(10)).hasSize(10);
		assertThat(this.acceptor.received()).isEmpty();
	}

	@Test
	void bothEndsCloseAtOnce_bothAreClosed() throws InterruptedException {
		this.dialer.write(new byte[1_000]);
		this.acceptor.write(new byte[1_000]);
		this.dialer.channel.close();
		this.acceptor.channel.close();
		this.dialer.awaitClosed();
		this.acceptor.awaitClosed();
	}

}
