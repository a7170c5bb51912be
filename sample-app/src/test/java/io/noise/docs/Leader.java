package io.noise.docs;

import java.util.concurrent.CompletableFuture;

import io.noise.identity.NodeId;
import io.noise.spring.NoiseOperations;
import io.noise.spring.boot.autoconfigure.MessagesCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/**
 * A bean that sends requests, of {@code docs/requests.md}.
 */
// tag::bean[]
@Component
class Leader {

	private final NoiseOperations noise;

	Leader(NoiseOperations noise) {
		this.noise = noise;
	}

	@Bean
	static MessagesCustomizer jobs() { // no @OnMessage method registers them here
		return (messages) -> {
			messages.register(Job.class);
			messages.register(JobDone.class);
		};
	}

	JobDone order(NodeId worker, Job job) {
		return this.noise.request(worker, job, JobDone.class);
	}

	CompletableFuture<JobDone> orderAsync(NodeId worker, Job job) {
		return this.noise.requestAsync(worker, job, JobDone.class);
	}

}
// end::bean[]
