package io.noise.sample;

import java.util.concurrent.atomic.AtomicInteger;

import io.noise.PeerCallback;
import io.noise.spring.annotation.OnPeerInit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Numbers the peers. Shows the other way to write a hook: a bean that is itself a
 * callback.
 */
@Configuration(proxyBeanMethods = false)
class PeerNumbers {

	// tag::bean[]
	@Bean
	@OnPeerInit
	PeerCallback peerNumber() {
		AtomicInteger last = new AtomicInteger();
		return (node, peer) -> peer.set("number", last.incrementAndGet());
	}
	// end::bean[]

}
