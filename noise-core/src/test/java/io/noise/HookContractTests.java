package io.noise;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.noise.concurrent.EventLoopThread;
import io.noise.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The contract of hooks.
 */
class HookContractTests {

	private static final String ALL_TRANSPORTS = "io.noise.transport.TestTransports#all";

	@RegisterExtension
	final Nodes nodes = new Nodes();

	@ParameterizedTest
	@MethodSource(ALL_TRANSPORTS)
	void hooks_ofOnePeer_runInOrderOnBothSides(Transport transport) {
		Node listener = this.nodes.create(transport);
		Node dialer = this.nodes.create(transport);
		EventLog inbound = new EventLog().listenTo(listener);
		EventLog outbound = new EventLog().listenTo(dialer);
		listener.listen();
		Peer peer = dialer.dial(listener.externalAddress());
		assertThat(outbound.events()).containsExactly("dialed", "init");
		peer.onDisconnect((n, p) -> outbound.add("own"));
		peer.disconnect();
		assertThat(outbound.events()).containsExactly("dialed", "init", "own", "disconnected");
		inbound.awaitExactly("connected", "init", "disconnected");
	}

	@Test
	void hooks_ofOneKind_runInOrderOfRegistration() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		EventLog log = new EventLog();
		for (int i = 0; i < 5; i++) {
			int number = i;
			dialer.onPeerDialed((n, p) -> log.add("dialed" + number));
		}
		dialer.dial(listener.externalAddress());
		assertThat(log.events()).containsExactly("dialed0", "dialed1", "dialed2", "dialed3", "dialed4");
	}

	@Test
	void hooks_neverRunOnAnEventLoopOrTheCaller() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		CompletableFuture<Thread> hookThread = new CompletableFuture<>();
		dialer.onPeerInit((n, p) -> hookThread.complete(Thread.currentThread()));
		dialer.dial(listener.externalAddress());
		assertThat(hookThread.join()).isNotInstanceOf(EventLoopThread.class).isNotSameAs(Thread.currentThread());
	}

	@Test
	void blockingHook_holdsUpItsOwnPeerOnly() throws Exception {
		Node listener = this.nodes.create();
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger initialized = new AtomicInteger();
		listener.onPeerConnected((n, peer) -> {
			if (n.peers().size() == 1) {
				release.await();
			}
		});
		listener.onPeerInit((n, peer) -> initialized.incrementAndGet());
		listener.listen();
		Node dialer = this.nodes.create();
		dialer.dial(listener.externalAddress());
		await().until(() -> listener.peers().size() == 1);
		for (int i = 0; i < 5; i++) {
			dialer.dial(listener.externalAddress());
		}
		await().untilAsserted(() -> assertThat(initialized).hasValue(5));
		release.countDown();
		await().untilAsserted(() -> assertThat(initialized).hasValue(6));
	}

	@Test
	void blockingHook_ofAPeerThatLeft_delaysItsDisconnectHooksOnly() throws Exception {
		Node listener = this.nodes.create();
		CountDownLatch release = new CountDownLatch(1);
		EventLog log = new EventLog().listenTo(listener);
		AtomicReference<Peer> inbound = new AtomicReference<>();
		listener.onPeerInit((n, peer) -> {
			inbound.set(peer);
			release.await();
			log.add("init done");
		});
		listener.listen();
		this.nodes.create().dial(listener.externalAddress()).disconnect();
		await().until(() -> inbound.get() != null && !inbound.get().isConnected());
		assertThat(log.events()).containsExactly("connected", "init");
		release.countDown();
		log.awaitExactly("connected", "init", "init done", "disconnected");
		assertThat(inbound.get().disconnectReason()).contains(DisconnectReason.REMOTE);
	}

	@Test
	void throwingHook_leavesThePeerAndTheOtherHooksAndIsCounted() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		EventLog log = new EventLog();
		dialer.onPeerInit((n, p) -> {
			throw new IOException("on purpose");
		});
		dialer.onPeerInit((n, p) -> {
			throw new StackOverflowError("on purpose");
		});
		dialer.onPeerInit((n, p) -> log.add("second"));
		assertThat(dialer.dial(listener.externalAddress()).isConnected()).isTrue();
		dialer.dial(listener.externalAddress());
		assertThat(log.events()).containsExactly("second", "second");
		assertThat(dialer.stats().hookFailures()).isEqualTo(4);
	}

	@Test
	void registrationClosedInsideItsHook_isNotCalledAgain() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		AtomicInteger calls = new AtomicInteger();
		AtomicReference<Registration> registration = new AtomicReference<>();
		registration.set(dialer.onPeerInit((n, p) -> {
			calls.incrementAndGet();
			registration.get().close();
			registration.get().close();
		}));
		dialer.dial(listener.externalAddress());
		dialer.dial(listener.externalAddress());
		assertThat(calls).hasValue(1);
	}

	@Test
	void peer_isVisibleFromItsFirstHookUntilItsDisconnectHooks() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		EventLog log = new EventLog();
		PeerCallback look = (n, p) -> log.add(n.peers().contains(p) + " " + n.peer(p.id()).isPresent());
		dialer.onPeerDialed(look);
		dialer.onPeerDisconnected(look);
		Peer peer = dialer.dial(listener.externalAddress());
		peer.onDisconnect(look);
		peer.disconnect();
		assertThat(log.events()).containsExactly("true true", "false false", "false false");
	}

	@Test
	void onDisconnect_ofAPeerThatIsGone_runsAtOnceAndOnce() {
		Node listener = this.nodes.listening();
		Peer peer = this.nodes.create().dial(listener.externalAddress());
		peer.disconnect();
		EventLog log = new EventLog();
		peer.onDisconnect((n, p) -> log.add("late"));
		log.awaitExactly("late");
		peer.onDisconnect((n, p) -> log.add("later"));
		log.awaitExactly("late", "later");
	}

	@Test
	void onDisconnect_ofAPeerWhoseNodeIsClosed_runs() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		Peer peer = dialer.dial(listener.externalAddress());
		dialer.close();
		EventLog log = new EventLog();
		peer.onDisconnect((n, p) -> log.add("late"));
		log.awaitExactly("late");
	}

	@Test
	void disconnect_insideAHookOfTheSamePeer_runsTheDisconnectHooksBehindIt() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		EventLog log = new EventLog().listenTo(dialer);
		dialer.onPeerInit((n, p) -> {
			p.disconnect();
			log.add("returned " + p.isConnected());
		});
		Peer peer = dialer.dial(listener.externalAddress());
		assertThat(peer.disconnectReason()).contains(DisconnectReason.LOCAL);
		log.awaitExactly("dialed", "init", "returned false", "disconnected");
	}

	@Test
	void disconnectAsync_joinedInsideAHookOfTheSamePeer_doesNotHang() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		EventLog log = new EventLog().listenTo(dialer);
		dialer.onPeerInit((n, p) -> p.disconnectAsync().join());
		dialer.dial(listener.externalAddress());
		log.awaitExactly("dialed", "init", "disconnected");
	}

	@Test
	void hooks_mayDial() {
		Node listener = this.nodes.listening();
		Node third = this.nodes.listening();
		Node dialer = this.nodes.create();
		dialer.onPeerDialed((n, p) -> {
			if (p.remoteAddress().equals(listener.externalAddress())) {
				n.dial(third.externalAddress());
			}
		});
		dialer.dial(listener.externalAddress());
		assertThat(dialer.peers()).extracting(Peer::remoteAddress)
			.containsExactlyInAnyOrder(listener.externalAddress(), third.externalAddress());
	}

	@Test
	void hooksThatDisconnectEachOthersPeers_bothReturn() throws Exception {
		Node listener = this.nodes.create();
		CountDownLatch bothHere = new CountDownLatch(2);
		CountDownLatch bothDone = new CountDownLatch(2);
		listener.onPeerInit((n, peer) -> {
			bothHere.countDown();
			bothHere.await();
			n.peers().stream().filter((other) -> other != peer).forEach(Peer::disconnect);
			bothDone.countDown();
		});
		EventLog log = new EventLog();
		listener.onPeerDisconnected((n, peer) -> log.add("gone"));
		listener.listen();
		Node dialer = this.nodes.create();
		dialer.dial(listener.externalAddress());
		dialer.dial(listener.externalAddress());
		assertThat(bothDone.await(Nodes.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
		log.awaitExactly("gone", "gone");
	}

	@Test
	void connectionThatNeverBecameAPeer_firesNoPeerHook() {
		Node dialer = this.nodes.create();
		EventLog log = new EventLog().listenTo(dialer);
		dialer.onDialFailed((n, address, error) -> log.add("failed " + error.reason()));
		Node gone = this.nodes.listening();
		String address = gone.externalAddress();
		gone.close();
		assertThat(dialer.dialAsync(address)).failsWithin(Nodes.SOON);
		log.awaitExactly("failed REFUSED");
	}

	@Test
	void hookThatDisconnects_isNotHurriedAfterwards() throws Exception {
		Node listener = this.nodes.listening();
		Duration drainTimeout = Duration.ofMillis(50);
		Node dialer = this.nodes.create((builder) -> builder.drainTimeout(drainTimeout));
		EventLog log = new EventLog();
		CountDownLatch never = new CountDownLatch(1);
		dialer.onPeerInit((n, p) -> {
			p.disconnect();
			log.add("interrupted: " + never.await(10 * drainTimeout.toMillis(), TimeUnit.MILLISECONDS));
		});
		dialer.dial(listener.externalAddress());
		assertThat(log.events()).containsExactly("interrupted: false");
		assertThat(dialer.stats().hookFailures()).isZero();
	}

	@Test
	void hookWhoseNameAndFailureCannotBeShown_stopsNothing() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		EventLog log = new EventLog().listenTo(dialer);
		dialer.onPeerInit(new PeerCallback() {

			@Override
			public void handle(Node node, Peer peer) {
				throw new IllegalStateException() {

					private static final long serialVersionUID = 1L;

					@Override
					public String getMessage() {
						throw new AssertionError("no message");
					}

				};
			}

			@Override
			public String toString() {
				throw new AssertionError("no name");
			}

		});
		dialer.dial(listener.externalAddress()).disconnect();
		log.awaitExactly("dialed", "init", "disconnected");
	}

}
