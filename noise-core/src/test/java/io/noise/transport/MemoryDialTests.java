package io.noise.transport;

import java.net.ConnectException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class MemoryDialTests {

	private MemoryEnds ends;

	private void create(MemoryNetwork network) throws InterruptedException {
		this.ends = new MemoryEnds(network);
	}

	@AfterEach
	void end() {
		this.ends.close();
	}

	private ChannelFuture dial(SocketAddress to) throws InterruptedException {
		ChannelFuture connected = this.ends.begin(this.ends.bootstrap(), to);
		assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
		return connected;
	}

	private static void assertClosed(Channel channel) throws InterruptedException {
		assertThat(channel.closeFuture().await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void nobodyListens_isRefused() throws Exception {
		create(MemoryNetwork.DIRECT);
		ChannelFuture connected = dial(this.ends.transport.resolve(new HostPort("nowhere", 1)).get(0));
		assertThat(connected.cause()).isInstanceOf(ConnectException.class).hasMessageContaining("refused");
		assertClosed(connected.channel());
	}

	@Test
	void networkRefuses_isRefused() throws Exception {
		create((from, to, breakOff) -> {
			throw new ConnectException("Connection refused: by the network");
		});
		ChannelFuture connected = dial(this.ends.listener().localAddress());
		assertThat(connected.cause()).isInstanceOf(ConnectException.class).hasMessageContaining("by the network");
		assertClosed(connected.channel());
	}

	@Test
	void networkBreaksOffAtOnce_fails() throws Exception {
		create((from, to, breakOff) -> {
			breakOff.run();
			return new MemoryNetwork.Links((arrival) -> {
			}, (arrival) -> {
			});
		});
		ChannelFuture connected = dial(this.ends.listener().localAddress());
		assertThat(connected.cause()).isInstanceOf(ConnectException.class).hasMessageContaining("reset");
		assertClosed(connected.channel());
	}

	@Test
	void networkIsSilent_isOutOfTime() throws Exception {
		create((from, to, breakOff) -> new MemoryNetwork.Links((arrival) -> {
		}, (arrival) -> {
		}));
		ChannelFuture connected = this.ends.begin(this.ends.bootstrap().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 1),
				this.ends.listener().localAddress());
		assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(connected.cause()).isInstanceOf(ConnectTimeoutException.class);
		assertClosed(connected.channel());
	}

	@Test
	void noTimeLimit_waitsUntilItIsCancelled() throws Exception {
		create((from, to, breakOff) -> new MemoryNetwork.Links((arrival) -> {
		}, (arrival) -> {
		}));
		ChannelFuture connected = this.ends.begin(this.ends.bootstrap().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0),
				this.ends.listener().localAddress());
		new MemoryEnd(connected.channel()).settle();
		assertThat(connected.isDone()).isFalse();
		assertThat(connected.cancel(false)).isTrue();
		assertClosed(connected.channel());
	}

	@Test
	void noLocalAddress_oneIsChosen() throws Exception {
		create(MemoryNetwork.DIRECT);
		Channel dialer = this.ends.bootstrap().connect(this.ends.listener().localAddress()).sync().channel();
		assertThat(dialer.localAddress()).isNotNull();
		assertThat(this.ends.accepted().channel.remoteAddress()).isEqualTo(dialer.localAddress());
	}

	@Test
	void boundFirst_keepsItsAddress() throws Exception {
		create(MemoryNetwork.DIRECT);
		SocketAddress own = this.ends.transport.nextLocalAddress();
		Channel dialer = this.ends.bootstrap().register().sync().channel();
		dialer.bind(own).sync();
		dialer.connect(this.ends.listener().localAddress()).sync();
		assertThat(dialer.localAddress()).isEqualTo(own);
		assertThat(this.ends.accepted().channel.remoteAddress()).isEqualTo(own);
	}

	@Test
	void listenerCloses_beforeItAccepts_dialersAreReset() throws Exception {
		create(MemoryNetwork.DIRECT);
		this.ends.listener().config().setAutoRead(false);
		new MemoryEnd(this.ends.listener()).settle();
		MemoryEnd dialer = this.ends.dial();
		assertThat(this.ends.listener().close().await(20, TimeUnit.SECONDS)).isTrue();
		dialer.autoRead(true);
		assertThat(MemoryEnd.soon(dialer.failure)).hasMessageContaining("reset");
		assertClosed(dialer.channel);
	}

	@Test
	void eventLoopEnds_itsChannelsAreClosedAndThePortIsFree() throws Exception {
		create(MemoryNetwork.DIRECT);
		MemoryEnd dialer = this.ends.dial();
		MemoryEnd acceptor = this.ends.accepted();
		acceptor.autoRead(true);
		this.ends.dialing.shutdownGracefully(0, 1, TimeUnit.SECONDS);
		assertClosed(dialer.channel);
		MemoryEnd.soon(acceptor.inputEnd);
		this.ends.listening.shutdownGracefully(0, 1, TimeUnit.SECONDS);
		assertClosed(this.ends.listener());
	}

	@Test
	void manyConnections_comeAndGo_nothingIsLeft() throws Exception {
		create(MemoryNetwork.DIRECT);
		List<Channel> channels = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			MemoryEnd dialer = this.ends.dial();
			MemoryEnd acceptor = this.ends.accepted();
			dialer.autoRead(true);
			acceptor.autoRead(true);
			dialer.write(MemoryEnd.pattern(i));
			boolean dialerFirst = i % 2 == 0;
			(dialerFirst ? dialer : acceptor).channel.close();
			MemoryEnd other = dialerFirst ? acceptor : dialer;
			MemoryEnd.soon(CompletableFuture.anyOf(other.inputEnd, other.failure));
			other.channel.close();
			channels.add(dialer.channel);
			channels.add(acceptor.channel);
		}
		for (Channel channel : channels) {
			assertClosed(channel);
		}
	}

}
