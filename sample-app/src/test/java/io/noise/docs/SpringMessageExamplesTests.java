package io.noise.docs;

import java.util.List;

import io.noise.Messages;
import io.noise.Node;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.spring.NoiseOperations;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.boot.autoconfigure.MessageComponentCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Examples of {@code docs/messages.md} for Spring.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpringMessageExamplesTests {

	@Test
	void method_getsMessageAndMetadata(CapturedOutput output) {
		try (ConfigurableApplicationContext application = run(); Node node = Node.builder().build()) {
			node.messages().register(16, Chat.class);
			Peer peer = node.dial(application.getBean(Node.class).externalAddress());
			peer.send(new Chat("hello"));
			await().untilAsserted(() -> assertThat(output).contains(" in lobby: hello"));
			peer.disconnect();
			await().untilAsserted(() -> assertThat(output).contains(" has disconnected: REMOTE"));
		}
	}

	@Test
	void template_sendsToPeer(CapturedOutput output) {
		try (ConfigurableApplicationContext here = run(); ConfigurableApplicationContext there = run()) {
			Peer peer = here.getBean(Node.class).dial(there.getBean(Node.class).externalAddress());
			NoiseOperations noise = here.getBean(NoiseOperations.class);
			send(noise, peer.id());
			await().untilAsserted(() -> assertThat(output).contains(" in lobby: hello", " in lobby: to all"));
			assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> send(noise, "nobody"))
				.withMessageContaining("unknown");
		}
	}

	@Test
	void componentCodec_isABean() {
		try (ConfigurableApplicationContext application = run()) {
			Messages messages = application.getBean(Node.class).messages();
			assertThat(messages.opcodeOf(Bill.class)).hasValue(17);
		}
	}

	private static void send(NoiseOperations noise, String peerId) {
		// tag::template[]
		noise.send(peerId, new Chat("hello")); // blocks, as peer.send does
		noise.sendAsync(peerId, new Chat("hello again"));
		noise.broadcast(new Chat("to all"));
		// end::template[]
	}

	private static ConfigurableApplicationContext run() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run("--noise.port=0");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Rooms.class, MoneyCodec.class, Bills.class })
	static class Application {

	}

	record Money(long cents) {
	}

	record Bill(List<Money> items) {
	}

	static class Bills {

		@OnMessage(opcode = 17)
		void bill(Bill bill) {
		}

	}

	// tag::component[]
	@Component
	static class MoneyCodec implements MessageComponentCodec<Money> {

		@Override
		public void encode(Money money, PayloadWriter out) {
			out.writeLong(money.cents());
		}

		@Override
		public Money decode(PayloadReader in) {
			return new Money(in.readLong());
		}

	}
	// end::component[]

}
