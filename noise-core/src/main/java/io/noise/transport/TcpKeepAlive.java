package io.noise.transport;

import java.util.Map;

import io.netty.channel.ChannelOption;

/**
 * The times at which TCP asks whether a silent host still lives: after 30 s, then every 5
 * s, given up after 3 probes.
 */
final class TcpKeepAlive {

	private static final int IDLE_SECONDS = 30;

	private static final int INTERVAL_SECONDS = 5;

	private static final int PROBES = 3;

	private TcpKeepAlive() {
	}

	static Map<ChannelOption<Integer>, Integer> options(ChannelOption<Integer> idle, ChannelOption<Integer> interval,
			ChannelOption<Integer> probes) {
		return Map.of(idle, IDLE_SECONDS, interval, INTERVAL_SECONDS, probes, PROBES);
	}

}
