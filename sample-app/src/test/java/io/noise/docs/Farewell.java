package io.noise.docs;

import io.noise.spring.NoiseOperations;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Last message of an application; the example of docs/hooks.md.
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
