package io.noise.docs;

import java.util.Locale;

import io.noise.spring.annotation.OnMessage;

import org.springframework.stereotype.Component;

/**
 * A bean that answers requests, of {@code docs/requests.md}.
 */
// tag::bean[]
@Component
class Worker {

	@OnMessage
	JobDone work(Job job) {
		return new JobDone(job.number(), job.text().toUpperCase(Locale.ROOT));
	}

}
// end::bean[]
