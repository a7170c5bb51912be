package io.noise;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.noise.limit.Checks;
import io.noise.limit.IpPrefix;

/**
 * Limits on other nodes, so that no stranger can exhaust this one. Instances are
 * immutable; each {@code with} method returns a copy with one limit changed:
 * {@code Limits.defaults().withMaxInbound(5000).withAcceptRate(50)}. They are passed to
 * {@link Node.Builder#limits}. Everything that they refuse is counted in
 * {@link NodeStats#refusals()}.
 * <p>
 * <b>Units.</b> Sizes are bytes, rates are connections per second. A value outside its
 * range is an {@link IllegalArgumentException}.
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

	private int maxOpenRequests = 1024;

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
		this.maxOpenRequests = other.maxOpenRequests;
		this.exemptAddresses = other.exemptAddresses;
		this.writeBufferLow = other.writeBufferLow;
		this.writeBufferHigh = other.writeBufferHigh;
	}

	/** Changes a copy before anything else can see it. */
	private Limits with(Consumer<Limits> change) {
		Limits copy = new Limits(this);
		change.accept(copy);
		return copy;
	}

	/**
	 * Returns the default limits.
	 * @return limits with the defaults that each method names
	 */
	public static Limits defaults() {
		return defaults;
	}

	/**
	 * Sets the maximum number of inbound peers. A disconnected peer counts until its
	 * hooks and handlers have finished. The limit is lowered to half of the files that
	 * the process may open, after 64 are set aside.
	 * @param maxInbound peers, at least 1. Default: 512
	 * @return a copy with this limit
	 */
	public Limits withMaxInbound(int maxInbound) {
		Checks.positive("max inbound", maxInbound);
		return with((copy) -> copy.maxInbound = maxInbound);
	}

	/**
	 * Sets the maximum number of outbound peers and dials in progress. The number of
	 * disconnected outbound peers whose hooks and handlers still run has the same limit,
	 * separately. The limit is lowered to half of the files that the process may open,
	 * after 64 are set aside.
	 * @param maxOutbound peers, at least 1. Default: 128
	 * @return a copy with this limit
	 */
	public Limits withMaxOutbound(int maxOutbound) {
		Checks.positive("max outbound", maxOutbound);
		return with((copy) -> copy.maxOutbound = maxOutbound);
	}

	/**
	 * Sets the maximum number of inbound connections from one address, which is an IPv4
	 * address or an IPv6 /56. A peer counts until its hooks and handlers have finished.
	 * Loopback and {@linkplain #withExemptAddresses exempt addresses} do not count.
	 * @param maxPerAddress connections, at least 1. Default: 8
	 * @return a copy with this limit
	 */
	public Limits withMaxPerAddress(int maxPerAddress) {
		Checks.positive("max per address", maxPerAddress);
		return with((copy) -> copy.maxPerAddress = maxPerAddress);
	}

	/**
	 * Sets the maximum number of inbound connections from one IPv6 /48, with the same
	 * exceptions as for one address.
	 * @param maxPerNetwork connections, at least 1. Default: 64
	 * @return a copy with this limit
	 */
	public Limits withMaxPerNetwork(int maxPerNetwork) {
		Checks.positive("max per network", maxPerNetwork);
		return with((copy) -> copy.maxPerNetwork = maxPerNetwork);
	}

	/**
	 * Sets the address ranges that are exempt from the limits per address and per
	 * network, because many nodes share them.
	 * @param ranges such as {@code 10.0.0.0/8} or {@code 192.0.2.7}; loopback is always
	 * exempt. Default: none
	 * @return a copy with these ranges
	 * @throws IllegalArgumentException if one is not an address or a range of addresses
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
	 * Sets the maximum sustained rate of new connections from one address that is not
	 * exempt.
	 * @param acceptRate connections per second, at least 1. Default: 10
	 * @return a copy with this limit
	 */
	public Limits withAcceptRate(int acceptRate) {
		Checks.positive("accept rate", acceptRate);
		return with((copy) -> copy.acceptRate = acceptRate);
	}

	/**
	 * Sets the maximum number of new connections from one address at once.
	 * @param acceptBurst connections, at least 1. Default: 20
	 * @return a copy with this limit
	 */
	public Limits withAcceptBurst(int acceptBurst) {
		Checks.positive("accept burst", acceptBurst);
		return with((copy) -> copy.acceptBurst = acceptBurst);
	}

	/**
	 * Sets the maximum rate of new connections to the whole node.
	 * @param handshakeRate connections per second; 0 for no limit. Default: 0
	 * @return a copy with this limit
	 */
	public Limits withHandshakeRate(int handshakeRate) {
		Checks.notNegative("handshake rate", handshakeRate);
		return with((copy) -> copy.handshakeRate = handshakeRate);
	}

	/**
	 * Sets the maximum number of inbound connections that are not yet peers. Beyond it,
	 * new connections wait in the queue of the listening socket, unless a silent pending
	 * one is closed to make room. That is one that has sent nothing yet, or nothing for a
	 * second: of these, the oldest one from the address with the most pending
	 * connections. When many connections arrive at once, they have a second to begin.
	 * @param maxPendingHandshakes connections, at least 1. Default: 64
	 * @return a copy with this limit
	 */
	public Limits withMaxPendingHandshakes(int maxPendingHandshakes) {
		Checks.positive("max pending handshakes", maxPendingHandshakes);
		return with((copy) -> copy.maxPendingHandshakes = maxPendingHandshakes);
	}

	/**
	 * Sets the maximum number of concurrent dials; further dials wait in a queue, no
	 * longer than connect timeout and handshake timeout together. Dials to addresses that
	 * are {@linkplain Node#keepConnected kept connected} have a separate limit of the
	 * same size.
	 * @param maxConcurrentDials dials, at least 1. Default: 16
	 * @return a copy with this limit
	 */
	public Limits withMaxConcurrentDials(int maxConcurrentDials) {
		Checks.positive("max concurrent dials", maxConcurrentDials);
		return with((copy) -> copy.maxConcurrentDials = maxConcurrentDials);
	}

	/**
	 * Sets the maximum number of queued dials, not counting those to addresses that are
	 * {@linkplain Node#keepConnected kept connected}.
	 * @param maxWaitingDials dials; 0 for none. Default: 1024
	 * @return a copy with this limit
	 */
	public Limits withMaxWaitingDials(int maxWaitingDials) {
		Checks.notNegative("max waiting dials", maxWaitingDials);
		return with((copy) -> copy.maxWaitingDials = maxWaitingDials);
	}

	/**
	 * Sets the maximum time without progress while receiving a frame, after its first
	 * byte. Less than 1 KiB per second is not progress.
	 * @param frameTimeout longer than zero. Default: 30 s
	 * @return a copy with this limit
	 */
	public Limits withFrameTimeout(Duration frameTimeout) {
		Checks.positive("frame timeout", frameTimeout);
		return with((copy) -> copy.frameTimeout = frameTimeout);
	}

	/**
	 * Sets the size of the receive queue of a peer, which holds messages until a handler
	 * or a receive call takes them. While it is full, the peer gets no more credit, or is
	 * not read if its session has no credit.
	 * @param receiveQueue bytes, at least 1; each message counts its length and 64 more.
	 * Default: 4194304
	 * @return a copy with this limit
	 */
	public Limits withReceiveQueue(int receiveQueue) {
		Checks.positive("receive queue", receiveQueue);
		return with((copy) -> copy.receiveQueue = receiveQueue);
	}

	/**
	 * Sets the size of the send queue of a peer, which holds messages until they are
	 * written.
	 * @param sendQueue bytes, at least 1; each message counts its length and 64 more.
	 * Default: 4194304
	 * @return a copy with this limit
	 */
	public Limits withSendQueue(int sendQueue) {
		Checks.positive("send queue", sendQueue);
		return with((copy) -> copy.sendQueue = sendQueue);
	}

	/**
	 * Sets the idle time before a ping is sent, in sessions that have pings.
	 * @param pingInterval longer than zero. Default: 30 s
	 * @return a copy with this limit
	 */
	public Limits withPingInterval(Duration pingInterval) {
		Checks.positive("ping interval", pingInterval);
		return with((copy) -> copy.pingInterval = pingInterval);
	}

	/**
	 * Sets the maximum time to wait for the reply to a ping. A peer that has sent nothing
	 * at all for the ping interval and this time is disconnected; one that sends
	 * something other than the reply is not.
	 * @param pingTimeout longer than zero. Default: 20 s
	 * @return a copy with this limit
	 */
	public Limits withPingTimeout(Duration pingTimeout) {
		Checks.positive("ping timeout", pingTimeout);
		return with((copy) -> copy.pingTimeout = pingTimeout);
	}

	/**
	 * Sets the maximum time without progress while writing to a peer. A message that has
	 * begun to be written fails after this time. In sessions with credit, which is a
	 * better way to slow a sender down, the peer is also disconnected, and less than 1
	 * KiB per second is not progress.
	 * @param stallTimeout longer than zero. Default: 20 s
	 * @return a copy with this limit
	 */
	public Limits withStallTimeout(Duration stallTimeout) {
		Checks.positive("stall timeout", stallTimeout);
		return with((copy) -> copy.stallTimeout = stallTimeout);
	}

	/**
	 * Sets the maximum number of open requests of a peer in each direction: those that
	 * this node has sent to it and that are not answered, and those that it has received
	 * from it and not answered. This also bounds the threads of hooks and handlers that
	 * wait for replies of the peer, and the memory for replies.
	 * @param maxOpenRequests requests, at least 1. Default: 1024
	 * @return a copy with this limit
	 */
	public Limits withMaxOpenRequests(int maxOpenRequests) {
		Checks.positive("max open requests", maxOpenRequests);
		return with((copy) -> copy.maxOpenRequests = maxOpenRequests);
	}

	/**
	 * Sets the levels of the write buffer of a connection at which writing resumes and
	 * pauses.
	 * @param low bytes below which writing resumes, at least 1. Default: 262144
	 * @param high bytes above which writing pauses, at least {@code low}. Default:
	 * 1048576
	 * @return a copy with these limits
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
	 * Returns the maximum number of inbound peers.
	 * @return peers
	 */
	public int maxInbound() {
		return this.maxInbound;
	}

	/**
	 * Returns the maximum number of outbound peers and dials in progress.
	 * @return peers
	 */
	public int maxOutbound() {
		return this.maxOutbound;
	}

	/**
	 * Returns the maximum number of inbound connections from one address.
	 * @return connections
	 */
	public int maxPerAddress() {
		return this.maxPerAddress;
	}

	/**
	 * Returns the maximum number of inbound connections from one IPv6 network.
	 * @return connections
	 */
	public int maxPerNetwork() {
		return this.maxPerNetwork;
	}

	/**
	 * Returns the maximum sustained rate of new connections from one address.
	 * @return connections per second
	 */
	public int acceptRate() {
		return this.acceptRate;
	}

	/**
	 * Returns the maximum number of new connections from one address at once.
	 * @return connections
	 */
	public int acceptBurst() {
		return this.acceptBurst;
	}

	/**
	 * Returns the maximum rate of new connections to the whole node.
	 * @return connections per second, 0 for no limit
	 */
	public int handshakeRate() {
		return this.handshakeRate;
	}

	/**
	 * Returns the maximum number of inbound connections that are not yet peers.
	 * @return connections
	 */
	public int maxPendingHandshakes() {
		return this.maxPendingHandshakes;
	}

	/**
	 * Returns the maximum number of concurrent dials.
	 * @return dials
	 */
	public int maxConcurrentDials() {
		return this.maxConcurrentDials;
	}

	/**
	 * Returns the maximum number of queued dials.
	 * @return dials
	 */
	public int maxWaitingDials() {
		return this.maxWaitingDials;
	}

	/**
	 * Returns the maximum time without progress while receiving a frame.
	 * @return the time
	 */
	public Duration frameTimeout() {
		return this.frameTimeout;
	}

	/**
	 * Returns the size of the receive queue of a peer.
	 * @return bytes
	 */
	public int receiveQueue() {
		return this.receiveQueue;
	}

	/**
	 * Returns the size of the send queue of a peer.
	 * @return bytes
	 */
	public int sendQueue() {
		return this.sendQueue;
	}

	/**
	 * Returns the idle time before a ping is sent.
	 * @return the time
	 */
	public Duration pingInterval() {
		return this.pingInterval;
	}

	/**
	 * Returns the maximum time to wait for the reply to a ping.
	 * @return the time
	 */
	public Duration pingTimeout() {
		return this.pingTimeout;
	}

	/**
	 * Returns the maximum time without progress while writing to a peer.
	 * @return the time
	 */
	public Duration stallTimeout() {
		return this.stallTimeout;
	}

	/**
	 * Returns the maximum number of open requests of a peer in each direction.
	 * @return requests
	 */
	public int maxOpenRequests() {
		return this.maxOpenRequests;
	}

	/**
	 * Returns the address ranges that are exempt from the limits per address and per
	 * network.
	 * @return IP addresses and prefixes, as they were given
	 */
	public List<String> exemptAddresses() {
		return this.exemptAddresses;
	}

	/**
	 * Returns the level of the write buffer below which writing resumes.
	 * @return bytes
	 */
	public int writeBufferLow() {
		return this.writeBufferLow;
	}

	/**
	 * Returns the level of the write buffer above which writing pauses.
	 * @return bytes
	 */
	public int writeBufferHigh() {
		return this.writeBufferHigh;
	}

}
