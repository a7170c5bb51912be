package io.noise.docs;

import io.noise.spring.NoiseOperations;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Last words, as docs/hooks.md shows them.
 */
// tag::bean[]
@Component
class Farewell {

	private final NoiseOperations noise;

	Farewell(NoiseOperations noise) {
		this.noise = noise;
	}

	@EventListener(ContextClosedEvent.class)
	void farewell() {
		this.noise.broadcast(new Chat("bye"));
	}

}
// end::bean[]
