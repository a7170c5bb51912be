package io.noise.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bytes that the operating system has taken, of a channel that takes as many as told.
 */
class WriteProgressTests {

	private final SlowChannel channel = new SlowChannel();

	private long handedOnBytes;

	private final WriteProgress progress = new WriteProgress(this.channel, () -> this.handedOnBytes);

	@AfterEach
	void close() {
		this.channel.finishAndReleaseAll();
	}

	@Test
	void takenBytes_nothingWritten_isZero() {
		assertThat(this.progress.takenBytes()).isZero();
		assertThat(this.progress.isPending()).isFalse();
	}

	@Test
	void takenBytes_ofSeveralWrites_countsPartsOfThem() {
		write(10);
		write(20);
		assertThat(this.progress.takenBytes()).isZero();
		take(4);
		assertThat(this.progress.takenBytes()).isEqualTo(4);
		take(7);
		assertThat(this.progress.takenBytes()).isEqualTo(11);
		assertThat(this.progress.isPending()).isTrue();
		take(19);
		assertThat(this.progress.takenBytes()).isEqualTo(30);
		assertThat(this.progress.isPending()).isFalse();
	}

	@Test
	void channelThatIsClosed_hasNothingPending() {
		write(10);
		this.channel.close();
		assertThat(this.progress.isPending()).isFalse();
		assertThat(this.progress.takenBytes()).isEqualTo(10);
	}

	private void write(int bytes) {
		this.handedOnBytes += bytes;
		this.channel.writeAndFlush(Unpooled.buffer().writeZero(bytes));
	}

	private void take(int bytes) {
		this.channel.room = bytes;
		this.channel.flush();
	}

	/** Takes no more than it has room for. */
	private static final class SlowChannel extends EmbeddedChannel {

		private int room;

		@Override
		protected void doWrite(ChannelOutboundBuffer in) {
			in.removeBytes(this.room);
			this.room = 0;
		}

	}

}
