package io.noise.sample;

import io.noise.Peer;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.PeerMetadata;
import io.noise.spring.boot.autoconfigure.MessagesCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Answers greetings. The method registers the type that it receives; a bean registers the
 * send-only type.
 */
@Configuration(proxyBeanMethods = false)
class Greeter {

	private static final Logger logger = LoggerFactory.getLogger(Greeter.class);

	// tag::message[]
	@OnMessage(opcode = Greeting.OPCODE)
	void greeted(Greeting greeting, Peer peer, @PeerMetadata("number") int number) {
		logger.info("{} says hello through {}", greeting.name(), peer);
		peer.set("name", greeting.name());
		peer.send(new Welcome("hello " + greeting.name() + ", you are peer number " + number));
	}
	// end::message[]

	// tag::customizer[]
	@Bean
	@RegisterReflectionForBinding(Welcome.class) // for native images
	MessagesCustomizer welcome() {
		return (messages) -> messages.register(Welcome.OPCODE, Welcome.class);
	}
	// end::customizer[]

}
