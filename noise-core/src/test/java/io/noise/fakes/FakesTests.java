package io.noise.fakes;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.noise.DialException;
import io.noise.ListenException;
import io.noise.Node;
import io.noise.NoiseException;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.UnknownOutcomeException;
import io.noise.identity.Trust;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The doubles that applications make of the API in their unit tests, from a package of
 * their own.
 */
class FakesTests {

	@Test
	void fakePeer_isAPeerToCodeOfAnApplication() {
		FakePeer peer = new FakePeer();
		greet(peer);
		assertThat(peer.sent).containsExactly("hello");
		assertThat(peer.get("greeted", Boolean.class)).contains(true);
		assertThat(peer.has("greeted")).isTrue();
		assertThat(peer.has("nothing")).isFalse();
	}

	private static void greet(Peer peer) {
		peer.send("hello");
		peer.set("greeted", true);
	}

	@Test
	void fakePeer_valueOfAnotherType_namesKeyAndTypes() {
		FakePeer peer = new FakePeer();
		peer.set("since", "today");
		assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> peer.get("since", int.class))
			.withMessage("metadata \"since\": a java.lang.String (expected: java.lang.Integer)");
	}

	@Test
	void fakePeer_gone_failsAsAPeerDoes() {
		FakePeer peer = new FakePeer();
		peer.disconnect();
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> greet(peer))
			.satisfies((failure) -> assertThat(failure.endedPeer()).contains("fake-1"));
	}

	@Test
	void allExceptions_canBeMade() {
		IOException cause = new IOException("no");
		List<NoiseException> all = List.of(new NoiseException("a", cause), new NoiseException("a", cause, "p-1"),
				new NotSentException("a", cause), new NotSentException("a", cause, "p-1"),
				new UnknownOutcomeException("a", cause), new UnknownOutcomeException("a", cause, "p-1"),
				new NoiseTimeoutException("a"), new NoiseTimeoutException("a", cause),
				new DialException("h:1", DialException.Reason.REFUSED, "a", cause),
				new ListenException("h:1", ListenException.Reason.PORT_IN_USE, "a", cause));
		assertThat(all).allSatisfy((failure) -> assertThat(failure).hasMessageEndingWith("a"));
		assertThat(all.stream().map(NoiseException::endedPeer).filter(Optional::isPresent)).hasSize(3);
	}

	@Test
	void nodeAndPeer_canBeProxied() {
		Node proxied = proxy(Node.class);
		Peer peer = proxy(Peer.class);
		assertThat(proxied.id()).isEqualTo("id");
		assertThat(peer.id()).isEqualTo("id");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> proxied.reachAsync("h:1"))
			.withMessageContaining("reachAsync");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(proxied::sessionKind)
			.withMessageContaining("sessionKind");
	}

	/** Answers {@code id()}, and does by default what the interface does. */
	private static <T> T proxy(Class<T> type) {
		InvocationHandler handler = (proxy, method, arguments) -> method.isDefault()
				? InvocationHandler.invokeDefault(proxy, method, arguments) : "id";
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	@Test
	void methodsThatCameLater_areDefault() throws NoSuchMethodException {
		assertThat(Stream.of(Node.class.getMethod("reachAsync", String.class), Node.class.getMethod("closeAsync"),
				Node.class.getMethod("holdBack", String.class), Node.class.getMethod("sessionKind"),
				Node.Builder.class.getMethod("trust")))
			.allMatch((method) -> method.isDefault());
		assertThat(Node.Builder.class.getMethod("trust", Trust.class).isDefault()).isFalse();
	}

}
