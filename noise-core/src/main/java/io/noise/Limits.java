package io.noise;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.noise.limit.Checks;
import io.noise.limit.IpPrefix;

/**
 * What a node allows others, so that no stranger can exhaust it. Each method makes other
 * limits and leaves these as they are:
 * {@code Limits.defaults().withMaxInbound(5000).withAcceptRate(50)}. For
 * {@link Node.Builder#limits}; what they refuse is counted in
 * {@link NodeStats#refusals()}.
 */
public final class Limits {

	private static final Limits defaults = new Limits();

	private int maxInbound = 512;

	private int maxOutbound = 128;

	private int maxPerAddress = 8;

	private int maxPerNetwork = 64;

	private int acceptRate = 10;

	private int acceptBurst = 20;

	private int handshakeRate = 0;

	private int maxPendingHandshakes = 64;

	private int maxConcurrentDials = 16;

	private int maxWaitingDials = 1024;

	private Duration frameTimeout = Duration.ofSeconds(30);

	private int receiveQueue = 4 << 20;

	private int sendQueue = 4 << 20;

	private Duration pingInterval = Duration.ofSeconds(30);

	private Duration pingTimeout = Duration.ofSeconds(20);

	private Duration stallTimeout = Duration.ofSeconds(20);

	private List<String> exemptAddresses = List.of();

	private int writeBufferLow = 256 << 10;

	private int writeBufferHigh = 1 << 20;

	private Limits() {
	}

	private Limits(Limits other) {
		this.maxInbound = other.maxInbound;
		this.maxOutbound = other.maxOutbound;
		this.maxPerAddress = other.maxPerAddress;
		this.maxPerNetwork = other.maxPerNetwork;
		this.acceptRate = other.acceptRate;
		this.acceptBurst = other.acceptBurst;
		this.handshakeRate = other.handshakeRate;
		this.maxPendingHandshakes = other.maxPendingHandshakes;
		this.maxConcurrentDials = other.maxConcurrentDials;
		this.maxWaitingDials = other.maxWaitingDials;
		this.frameTimeout = other.frameTimeout;
		this.receiveQueue = other.receiveQueue;
		this.sendQueue = other.sendQueue;
		this.pingInterval = other.pingInterval;
		this.pingTimeout = other.pingTimeout;
		this.stallTimeout = other.stallTimeout;
		this.exemptAddresses = other.exemptAddresses;
		this.writeBufferLow = other.writeBufferLow;
		this.writeBufferHigh = other.writeBufferHigh;
	}

	/** The change is made before anybody else sees the copy. */
	private Limits with(Consumer<Limits> change) {
		Limits copy = new Limits(this);
		change.accept(copy);
		return copy;
	}

	/**
	 * What applies where nothing is said.
	 * @return the limits that each method names as its default
	 */
	public static Limits defaults() {
		return defaults;
	}

	/**
	 * How many peers that dialled us there may be, and no more than half of the files
	 * that the process may open, without 64. A peer that is disconnected counts until its
	 * hooks and handlers are done.
	 * @param maxInbound peers, at least 1. Default: 512
	 * @return other limits
	 */
	public Limits withMaxInbound(int maxInbound) {
		Checks.positive("max inbound", maxInbound);
		return with((copy) -> copy.maxInbound = maxInbound);
	}

	/**
	 * How many peers that we dialled there may be, with the dials under way, and no more
	 * than half of the files that the process may open, without 64. A peer that is
	 * disconnected does not count; but while so many of those have hooks or handlers that
	 * are not done, a dial fails as well.
	 * @param maxOutbound peers, at least 1. Default: 128
	 * @return other limits
	 */
	public Limits withMaxOutbound(int maxOutbound) {
		Checks.positive("max outbound", maxOutbound);
		return with((copy) -> copy.maxOutbound = maxOutbound);
	}

	/**
	 * How many connections may come from one address: an IPv4 address, or a /56 of IPv6.
	 * That of a peer counts until its hooks and handlers are done. Loopback and
	 * {@linkplain #withExemptAddresses exempt addresses} do not count.
	 * @param maxPerAddress connections, at least 1. Default: 8
	 * @return other limits
	 */
	public Limits withMaxPerAddress(int maxPerAddress) {
		Checks.positive("max per address", maxPerAddress);
		return with((copy) -> copy.maxPerAddress = maxPerAddress);
	}

	/**
	 * How many connections may come from one /48 of IPv6, where addresses count.
	 * @param maxPerNetwork connections, at least 1. Default: 64
	 * @return other limits
	 */
	public Limits withMaxPerNetwork(int maxPerNetwork) {
		Checks.positive("max per network", maxPerNetwork);
		return with((copy) -> copy.maxPerNetwork = maxPerNetwork);
	}

	/**
	 * Addresses to which limits for each address and network do not apply, since many
	 * share them.
	 * @param ranges such as {@code 10.0.0.0/8} or {@code 192.0.2.7}; loopback is always
	 * among them. Default: none
	 * @return other limits
	 */
	public Limits withExemptAddresses(List<String> ranges) {
		List<String> checked = List.copyOf(ranges);
		checked.forEach(Limits::checkRange);
		return with((copy) -> copy.exemptAddresses = checked);
	}

	private static void checkRange(String range) {
		try {
			IpPrefix.parse(range);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("exempt addresses: " + ex.getMessage(), ex);
		}
	}

	/**
	 * How many connections a second may come from one address, in the long run, where
	 * addresses count.
	 * @param acceptRate connections a second, at least 1. Default: 10
	 * @return other limits
	 */
	public Limits withAcceptRate(int acceptRate) {
		Checks.positive("accept rate", acceptRate);
		return with((copy) -> copy.acceptRate = acceptRate);
	}

	/**
	 * How many connections may come from one address at once.
	 * @param acceptBurst connections, at least 1. Default: 20
	 * @return other limits
	 */
	public Limits withAcceptBurst(int acceptBurst) {
		Checks.positive("accept burst", acceptBurst);
		return with((copy) -> copy.acceptBurst = acceptBurst);
	}

	/**
	 * How many connections a second may come to the whole node.
	 * @param handshakeRate connections a second; 0 for any number. Default: 0
	 * @return other limits
	 */
	public Limits withHandshakeRate(int handshakeRate) {
		Checks.notNegative("handshake rate", handshakeRate);
		return with((copy) -> copy.handshakeRate = handshakeRate);
	}

	/**
	 * How many connections that came may be on their way to becoming peers. Beyond,
	 * newcomers wait in the queue of the listening socket. They need not wait for those
	 * that have said nothing yet, or nothing for a second: of these the one that has been
	 * there longest, of the address that has most, makes room. Where many come at once,
	 * they have a second to begin.
	 * @param maxPendingHandshakes connections, at least 1. Default: 64
	 * @return other limits
	 */
	public Limits withMaxPendingHandshakes(int maxPendingHandshakes) {
		Checks.positive("max pending handshakes", maxPendingHandshakes);
		return with((copy) -> copy.maxPendingHandshakes = maxPendingHandshakes);
	}

	/**
	 * How many dials may be under way; the others wait for their turn, no longer than
	 * connect and handshake timeout together. As many more may be under way to addresses
	 * that are {@linkplain Node#keepConnected kept connected}.
	 * @param maxConcurrentDials dials, at least 1. Default: 16
	 * @return other limits
	 */
	public Limits withMaxConcurrentDials(int maxConcurrentDials) {
		Checks.positive("max concurrent dials", maxConcurrentDials);
		return with((copy) -> copy.maxConcurrentDials = maxConcurrentDials);
	}

	/**
	 * How many dials may wait for their turn, but for those to addresses that are kept
	 * connected.
	 * @param maxWaitingDials dials; 0 for none. Default: 1024
	 * @return other limits
	 */
	public Limits withMaxWaitingDials(int maxWaitingDials) {
		Checks.notNegative("max waiting dials", maxWaitingDials);
		return with((copy) -> copy.maxWaitingDials = maxWaitingDials);
	}

	/**
	 * How long a frame that was begun may make no progress. It may take any time as long
	 * as 1 KiB of it comes a second.
	 * @param frameTimeout longer than zero. Default: 30 s
	 * @return other limits
	 */
	public Limits withFrameTimeout(Duration frameTimeout) {
		Checks.positive("frame timeout", frameTimeout);
		return with((copy) -> copy.frameTimeout = frameTimeout);
	}

	/**
	 * How much of the messages of one peer may wait here until they are taken; then it is
	 * not read, or given no more credit.
	 * @param receiveQueue bytes, at least 1; each message counts 64 more than its length.
	 * Default: 4194304
	 * @return other limits
	 */
	public Limits withReceiveQueue(int receiveQueue) {
		Checks.positive("receive queue", receiveQueue);
		return with((copy) -> copy.receiveQueue = receiveQueue);
	}

	/**
	 * How much may wait to be sent to one peer.
	 * @param sendQueue bytes, at least 1; each message counts 64 more than its length.
	 * Default: 4194304
	 * @return other limits
	 */
	public Limits withSendQueue(int sendQueue) {
		Checks.positive("send queue", sendQueue);
		return with((copy) -> copy.sendQueue = sendQueue);
	}

	/**
	 * After how long a silence a peer is asked for a sign of life, where the session can.
	 * @param pingInterval longer than zero. Default: 30 s
	 * @return other limits
	 */
	public Limits withPingInterval(Duration pingInterval) {
		Checks.positive("ping interval", pingInterval);
		return with((copy) -> copy.pingInterval = pingInterval);
	}

	/**
	 * How long the answer to a ping may take. A peer of which nothing at all has come for
	 * the ping interval and this time is taken for dead; one that does not answer and
	 * sends something else is not.
	 * @param pingTimeout longer than zero. Default: 20 s
	 * @return other limits
	 */
	public Limits withPingTimeout(Duration pingTimeout) {
		Checks.positive("ping timeout", pingTimeout);
		return with((copy) -> copy.pingTimeout = pingTimeout);
	}

	/**
	 * How long a peer may take nothing, or less than 1 KiB a second, of what is written
	 * to it, where the session has other means to slow down a sender. On every session: a
	 * message that has begun fails when nothing is taken for so long.
	 * @param stallTimeout longer than zero. Default: 20 s
	 * @return other limits
	 */
	public Limits withStallTimeout(Duration stallTimeout) {
		Checks.positive("stall timeout", stallTimeout);
		return with((copy) -> copy.stallTimeout = stallTimeout);
	}

	/**
	 * When a connection takes no more to write, and when it does again.
	 * @param low bytes, at least 1. Default: 262144
	 * @param high bytes, at least as many. Default: 1048576
	 * @return other limits
	 */
	public Limits withWriteBuffer(int low, int high) {
		Checks.positive("write buffer low", low);
		if (high < low) {
			throw new IllegalArgumentException(
					"write buffer high: " + high + " (expected: at least " + low + ", the low one)");
		}
		return with((copy) -> {
			copy.writeBufferLow = low;
			copy.writeBufferHigh = high;
		});
	}

	/**
	 * Maximum number of inbound peers.
	 * @return peers
	 */
	public int maxInbound() {
		return this.maxInbound;
	}

	/**
	 * Maximum number of outbound peers and dials under way.
	 * @return peers
	 */
	public int maxOutbound() {
		return this.maxOutbound;
	}

	/**
	 * Maximum number of connections from one address.
	 * @return connections
	 */
	public int maxPerAddress() {
		return this.maxPerAddress;
	}

	/**
	 * Maximum number of connections from one IPv6 network.
	 * @return connections
	 */
	public int maxPerNetwork() {
		return this.maxPerNetwork;
	}

	/**
	 * Rate at which connections from one address are accepted.
	 * @return connections a second
	 */
	public int acceptRate() {
		return this.acceptRate;
	}

	/**
	 * Number of connections from one address that may come at once.
	 * @return connections
	 */
	public int acceptBurst() {
		return this.acceptBurst;
	}

	/**
	 * Rate at which connections from all addresses together are accepted.
	 * @return connections a second, 0 for no limit
	 */
	public int handshakeRate() {
		return this.handshakeRate;
	}

	/**
	 * Maximum number of accepted connections that are not peers yet.
	 * @return connections
	 */
	public int maxPendingHandshakes() {
		return this.maxPendingHandshakes;
	}

	/**
	 * Maximum number of dials under way.
	 * @return dials
	 */
	public int maxConcurrentDials() {
		return this.maxConcurrentDials;
	}

	/**
	 * Maximum number of dials that wait for their turn.
	 * @return dials
	 */
	public int maxWaitingDials() {
		return this.maxWaitingDials;
	}

	/**
	 * Maximum time to receive a frame after its first byte.
	 * @return the time
	 */
	public Duration frameTimeout() {
		return this.frameTimeout;
	}

	/**
	 * Receive window of each peer.
	 * @return bytes
	 */
	public int receiveQueue() {
		return this.receiveQueue;
	}

	/**
	 * Send queue of each peer.
	 * @return bytes
	 */
	public int sendQueue() {
		return this.sendQueue;
	}

	/**
	 * Idle time before a ping is sent.
	 * @return the time
	 */
	public Duration pingInterval() {
		return this.pingInterval;
	}

	/**
	 * Maximum time without a sign of life after a ping.
	 * @return the time
	 */
	public Duration pingTimeout() {
		return this.pingTimeout;
	}

	/**
	 * Maximum time in which a peer takes nothing of what is written to it.
	 * @return the time
	 */
	public Duration stallTimeout() {
		return this.stallTimeout;
	}

	/**
	 * Addresses and networks whose connections are not counted for each address.
	 * @return IP addresses and prefixes, as they were given
	 */
	public List<String> exemptAddresses() {
		return this.exemptAddresses;
	}

	/**
	 * Level of the write buffer at which writing goes on.
	 * @return bytes
	 */
	public int writeBufferLow() {
		return this.writeBufferLow;
	}

	/**
	 * Level of the write buffer at which writing pauses.
	 * @return bytes
	 */
	public int writeBufferHigh() {
		return this.writeBufferHigh;
	}

}
