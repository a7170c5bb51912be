package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.function.BiFunction;

import io.noise.Limits;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Maps {@code noise.limits.*} to {@link Limits}.
 */
final class LimitsMapper {

	private static final String PREFIX = "noise.limits.";

	private static final DataSize DEFAULT_WRITE_BUFFER_HIGH = DataSize.ofMegabytes(1);

	private Limits limits = Limits.defaults();

	private LimitsMapper() {
	}

	static Limits limits(NoiseProperties.Limits given) {
		LimitsMapper result = new LimitsMapper();
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
		result.add("frame-timeout", given.frameTimeout(),
				(limits, timeout) -> limits.withFrameTimeout(Timeouts.answers(timeout)));
		result.add("receive-queue", given.receiveQueue(),
				(limits, size) -> limits.withReceiveQueue(ValueMapper.bytes(size)));
		result.add("send-queue", given.sendQueue(), (limits, size) -> limits.withSendQueue(ValueMapper.bytes(size)));
		result.add("ping-interval", given.pingInterval(),
				(limits, interval) -> limits.withPingInterval(Timeouts.answers(interval)));
		result.add("ping-timeout", pingTimeout(given), Limits::withPingTimeout);
		result.add("stall-timeout", given.stallTimeout(),
				(limits, timeout) -> limits.withStallTimeout(Timeouts.answers(timeout)));
		result.add("max-open-requests", given.maxOpenRequests(), Limits::withMaxOpenRequests);
		result.addWriteBuffer(given.writeBufferLow(), given.writeBufferHigh());
		return result.limits;
	}

	/**
	 * Adds both water marks, each by its own name. Of two that contradict each other, the
	 * one that is not the default is reported.
	 */
	private void addWriteBuffer(DataSize low, DataSize high) {
		int lowBytes = ValueMapper.map(PREFIX + "write-buffer-low", low, ValueMapper::bytes);
		int highBytes = ValueMapper.map(PREFIX + "write-buffer-high", high, ValueMapper::bytes);
		if (lowBytes > highBytes) {
			throw high.equals(DEFAULT_WRITE_BUFFER_HIGH)
					? new InvalidConfigurationPropertyValueException(PREFIX + "write-buffer-low", low,
							lowBytes + " bytes (expected: at most " + highBytes + ", the high one, " + PREFIX
									+ "write-buffer-high)")
					: new InvalidConfigurationPropertyValueException(PREFIX + "write-buffer-high", high,
							highBytes + " bytes (expected: at least " + lowBytes + ", the low one, " + PREFIX
									+ "write-buffer-low)");
		}
		this.limits = this.limits.withWriteBuffer(lowBytes, highBytes);
	}

	private static Duration pingTimeout(NoiseProperties.Limits given) {
		Duration timeout = given.pingTimeout();
		return (timeout != null) ? ValueMapper.map(PREFIX + "ping-timeout", timeout,
				(wanted) -> Timeouts.ping(wanted, given.pingInterval())) : Timeouts.ping(given.pingInterval());
	}

	private <V> void add(String name, V value, BiFunction<Limits, V, Limits> change) {
		ValueMapper.apply(PREFIX + name, value, (given) -> this.limits = change.apply(this.limits, given));
	}

}
