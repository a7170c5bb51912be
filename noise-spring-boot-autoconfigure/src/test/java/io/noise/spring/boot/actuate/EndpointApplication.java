package io.noise.spring.boot.actuate;

import io.noise.Node;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application with a listening node of its own making, so that these tests are about
 * the endpoint alone.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = "io.noise.spring.boot.autoconfigure.NoiseAutoConfiguration")
class EndpointApplication {

	@Bean(initMethod = "listen")
	Node node() {
		Node node = Node.builder().port(0).metadata("region", "eu").metadata("apiKey", "shh").build();
		node.messages().register(10, Chat.class);
		return node;
	}

	@Bean
	SanitizingFunction seatsAreNobodysBusiness() {
		return SanitizingFunction.sanitizeValue().ifKeyEquals("seat");
	}

	record Chat(String text) {
	}

}
