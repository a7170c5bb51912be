package io.noise.spring.boot.actuate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.OnPeerInit;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two applications with web servers, all of the actuator and identities from files, that
 * have exchanged messages. The file of the first is plain; that of the second, which has
 * dialled, is encrypted.
 */
final class TwoApplications implements AutoCloseable {

	static final String PASSWORD = "correct-horse-battery-staple";

	/** JMX domain of its own, since other applications of the run use the default one. */
	static final String JMX_DOMAIN = "io.noise.two-applications";

	private static final Duration SOON = Duration.ofSeconds(20);

	private final List<byte[]> seeds = new ArrayList<>();

	private final ConfigurableApplicationContext dialed;

	private final ConfigurableApplicationContext dialer;

	/**
	 * Starts both.
	 * @param directory for the files of their identities
	 * @param arguments more properties of both
	 */
	TwoApplications(Path directory, String... arguments) throws Exception {
		Path plain = directory.resolve("plain.pem");
		Path encrypted = directory.resolve("encrypted.pem");
		this.seeds.add(KeyFiles.plain(plain));
		this.seeds.add(KeyFiles.encrypted(encrypted, PASSWORD));
		this.dialed = run(arguments, "--noise.identity.location=" + plain, "--noise.metadata.region=eu");
		Node there = this.dialed.getBean(Node.class);
		this.dialer = run(arguments, "--noise.identity.location=" + encrypted, "--noise.identity.password=" + PASSWORD,
				"--noise.peers=" + there.id() + "@" + there.externalAddress(), "--spring.jmx.enabled=true",
				"--management.endpoints.jmx.exposure.include=*", "--management.endpoints.jmx.domain=" + JMX_DOMAIN);
		converse();
	}

	private static ConfigurableApplicationContext run(String[] arguments, String... more) {
		Stream<String> all = Stream.of("--server.port=0", "--noise.session=secure",
				"--management.endpoints.web.exposure.include=*", "--management.endpoints.web.exposure.exclude=heapdump",
				"--management.endpoint.health.show-details=always", "--management.info.env.enabled=true");
		return new SpringApplicationBuilder(Conversing.class).web(WebApplicationType.SERVLET)
			.applicationStartup(new BufferingApplicationStartup(10_000))
			.run(Stream.of(all, Stream.of(arguments), Stream.of(more)).flatMap((some) -> some).toArray(String[]::new));
	}

	private void converse() throws InterruptedException {
		await().atMost(SOON).until(() -> contexts().allMatch((context) -> node(context).peers().size() == 1));
		contexts().forEach((context) -> {
			Peer peer = peer(context);
			peer.set("everything", List.of(peer, peer.node(), peer.identity(), peer.stats()));
			peer.send(new Chat("hello"));
			assertThat(peer.ping().join()).isPositive();
		});
		for (ConfigurableApplicationContext context : contexts().toList()) {
			assertThat(context.getBean(Conversing.class).heard.poll(SOON.toSeconds(), TimeUnit.SECONDS))
				.isEqualTo("hello");
		}
	}

	Stream<ConfigurableApplicationContext> contexts() {
		return Stream.of(this.dialed, this.dialer);
	}

	/** The application with the password, which JMX shows too. */
	ConfigurableApplicationContext dialer() {
		return this.dialer;
	}

	static Node node(ConfigurableApplicationContext context) {
		return context.getBean(Node.class);
	}

	/** The only peer of an application. */
	static Peer peer(ConfigurableApplicationContext context) {
		return node(context).peers().get(0);
	}

	/** The contents of the files of the identities. */
	List<byte[]> seeds() {
		return this.seeds;
	}

	@Override
	public void close() {
		this.dialer.close();
		this.dialed.close();
	}

	record Chat(String text) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Conversing {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		@OnPeerInit
		void enter(Peer peer) {
			peer.set("since", Instant.now());
		}

		@OnMessage
		void chat(Chat chat) {
			this.heard.add(chat.text());
		}

	}

}
