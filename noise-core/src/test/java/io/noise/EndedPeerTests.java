package io.noise;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The peer that a failure names where its end is the reason.
 */
class EndedPeerTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final Node one = this.nodes.create();

	private final Node two = this.nodes.create();

	@BeforeEach
	void register() {
		this.one.messages().register(Chat.class);
		this.two.messages().register(Chat.class);
		this.two.listen();
	}

	private Peer gone() {
		Peer peer = this.one.dial(this.two.externalAddress());
		peer.disconnect();
		return peer;
	}

	@Test
	void allCallsOnAPeerThatIsGone_nameIt() {
		Peer peer = gone();
		assertNames(peer, () -> peer.send(new Chat("hello")));
		assertNames(peer, () -> peer.receive(Chat.class));
		assertNames(peer, () -> get(peer.sendAsync(new Chat("hello"))));
		assertNames(peer, () -> get(peer.ping()));
	}

	@Test
	void receiveThatWaits_whenThePeerGoes_namesIt() throws InterruptedException {
		BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
		this.one.onPeerDialed((node, peer) -> peer.disconnectAsync());
		this.one.onPeerInit((node, peer) -> thrown.add(catchThrowable(() -> peer.receive(Chat.class, Nodes.SOON))));
		Peer peer = this.one.dial(this.two.externalAddress());
		Throwable failure = thrown.poll(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
		assertThat(failure).isInstanceOfSatisfying(NoiseException.class,
				(ex) -> assertThat(ex.endedPeer()).contains(peer.id()));
	}

	@Test
	void receiveThatIsTooLate_namesNone() {
		Peer peer = this.one.dial(this.two.externalAddress());
		Throwable failure = catchThrowable(() -> peer.receive(Chat.class, Duration.ofMillis(1)));
		assertThat(failure).isInstanceOfSatisfying(NoiseTimeoutException.class,
				(ex) -> assertThat(ex.endedPeer()).isEmpty());
	}

	private static Object get(Future<?> future) throws Throwable {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			throw ex.getCause();
		}
	}

	private static void assertNames(Peer peer, ThrowingCallable call) {
		assertThat(catchThrowable(call)).isInstanceOfSatisfying(NoiseException.class,
				(ex) -> assertThat(ex.endedPeer()).contains(peer.id()));
	}

}
