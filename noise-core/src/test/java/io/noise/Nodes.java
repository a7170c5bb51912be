package io.noise;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import io.noise.transport.TestTransports;
import io.noise.transport.Transport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The nodes of a test, which are closed after it; none may leave a thread.
 */
public final class Nodes implements AfterEachCallback {

	public static final Duration SOON = Duration.ofSeconds(20);

	private final List<Node> nodes = new CopyOnWriteArrayList<>();

	/** Creates a node on NIO, which is the transport without additional dependencies. */
	public Node create() {
		return create((builder) -> builder);
	}

	public Node create(UnaryOperator<Node.Builder> configuration) {
		Node node = configuration.apply(Node.builder().transport(TestTransports.nio())).build();
		this.nodes.add(node);
		return node;
	}

	public Node create(Transport transport) {
		return create((builder) -> builder.transport(transport));
	}

	public Node listening() {
		Node node = create();
		node.listen();
		return node;
	}

	public Node listening(Transport transport) {
		Node node = create(transport);
		node.listen();
		return node;
	}

	/**
	 * Dials, which must fail because there is no session.
	 */
	public static DialException refused(Node node, String address) {
		return assertThatExceptionOfType(DialException.class).isThrownBy(() -> node.dial(address))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.HANDSHAKE))
			.actual();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.nodes.forEach(Node::close);
		awaitNoThreads();
	}

	/**
	 * Returns the threads of all live nodes.
	 */
	public static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("noise-"))
			.toList();
	}

	public static void awaitNoThreads() {
		await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isEmpty());
	}

}
