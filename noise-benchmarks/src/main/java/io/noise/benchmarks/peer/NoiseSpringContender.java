package io.noise.benchmarks.peer;

import java.util.function.IntConsumer;

import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.boot.autoconfigure.NodeBuilderCustomizer;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A Spring Boot application with the starter, whose method with {@code @OnMessage} takes
 * the messages. Its client is that of {@link NoiseContender}.
 */
final class NoiseSpringContender implements Contender {

	private final Contender core;

	private final String session;

	private NoiseSpringContender(Contender core, String session) {
		this.core = core;
		this.session = session;
	}

	static Contender plain() {
		return new NoiseSpringContender(NoiseContender.plain(), "plain");
	}

	static Contender secure() {
		return new NoiseSpringContender(NoiseContender.secure(), "secure");
	}

	@Override
	public String name() {
		return this.core.name() + "-spring";
	}

	@Override
	public Server serve(Traffic traffic, IntConsumer received) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties("noise.port=0", "noise.session=" + this.session, "noise.handshake-timeout=30s",
					"spring.main.banner-mode=off")
			.initializers((starting) -> ((GenericApplicationContext) starting).registerBean(Receiver.class,
					() -> new Receiver(traffic, received)))
			.run();
		return new ApplicationServer(context);
	}

	@Override
	public Client client(Traffic traffic) throws Exception {
		return this.core.client(traffic);
	}

	private record ApplicationServer(ConfigurableApplicationContext context) implements Server {

		@Override
		public int port() {
			return this.context.getBean(Node.class).port();
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

	/**
	 * The bean with the method.
	 *
	 * @param traffic the answer to each message
	 * @param received is told the bytes of each
	 */
	record Receiver(Traffic traffic, IntConsumer received) {

		@OnMessage(opcode = Blob.OPCODE)
		void message(Blob message, Peer peer) {
			this.received.accept(message.body().length);
			if (this.traffic == Traffic.ECHO) {
				peer.sendAsync(message);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		NodeBuilderCustomizer manyPeers() {
			return (builder) -> builder.limits(NoiseContender.limits());
		}

	}

}
