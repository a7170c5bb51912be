package io.noise.spring.boot.autoconfigure;

import java.util.function.BiFunction;

import io.noise.Limits;

import org.springframework.util.unit.DataSize;

/**
 * The limits of {@code noise.limits.*}. One that cannot be is reported under the name of
 * its property.
 */
final class LimitsProperties {

	private static final String PREFIX = "noise.limits.";

	private Limits limits = Limits.defaults();

	private LimitsProperties() {
	}

	static Limits limits(NoiseProperties.Limits given) {
		LimitsProperties result = new LimitsProperties();
		result.add("max-inbound", given.maxInbound(), Limits::withMaxInbound);
		result.add("max-outbound", given.maxOutbound(), Limits::withMaxOutbound);
		result.add("max-per-address", given.maxPerAddress(), Limits::withMaxPerAddress);
		result.add("max-per-network", given.maxPerNetwork(), Limits::withMaxPerNetwork);
		result.add("exempt-addresses", given.exemptAddresses(), Limits::withExemptAddresses);
		result.add("accept-rate", given.acceptRate(), Limits::withAcceptRate);
		result.add("accept-burst", given.acceptBurst(), Limits::withAcceptBurst);
		result.add("handshake-rate", given.handshakeRate(), Limits::withHandshakeRate);
		result.add("max-pending-handshakes", given.maxPendingHandshakes(), Limits::withMaxPendingHandshakes);
		result.add("max-concurrent-dials", given.maxConcurrentDials(), Limits::withMaxConcurrentDials);
		result.add("max-waiting-dials", given.maxWaitingDials(), Limits::withMaxWaitingDials);
		result.add("frame-timeout", given.frameTimeout(), Limits::withFrameTimeout);
		result.add("receive-queue", given.receiveQueue(),
				(limits, size) -> limits.withReceiveQueue(PropertiesNodeBuilderCustomizer.bytes(size)));
		result.add("send-queue", given.sendQueue(),
				(limits, size) -> limits.withSendQueue(PropertiesNodeBuilderCustomizer.bytes(size)));
		result.add("ping-interval", given.pingInterval(), Limits::withPingInterval);
		result.add("ping-timeout", given.pingTimeout(), Limits::withPingTimeout);
		result.add("stall-timeout", given.stallTimeout(), Limits::withStallTimeout);
		result.add("write-buffer-high", given.writeBufferHigh(), (limits, high) -> writeBuffer(limits, given, high));
		return result.limits;
	}

	private static Limits writeBuffer(Limits limits, NoiseProperties.Limits given, DataSize high) {
		return limits.withWriteBuffer(PropertiesNodeBuilderCustomizer.bytes(given.writeBufferLow()),
				PropertiesNodeBuilderCustomizer.bytes(high));
	}

	private <V> void add(String name, V value, BiFunction<Limits, V, Limits> change) {
		PropertiesNodeBuilderCustomizer.apply(PREFIX + name, value,
				(given) -> this.limits = change.apply(this.limits, given));
	}

}
