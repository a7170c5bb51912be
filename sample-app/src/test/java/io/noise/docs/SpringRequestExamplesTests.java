package io.noise.docs;

import java.util.concurrent.TimeUnit;

import io.noise.Node;
import io.noise.Peer;
import io.noise.identity.NodeId;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Examples of {@code docs/requests.md} for Spring.
 */
class SpringRequestExamplesTests {

	@Test
	void leader_ordersJobsOfWorker() throws Exception {
		try (ConfigurableApplicationContext there = run(WorkerApplication.class);
				ConfigurableApplicationContext here = run(LeaderApplication.class)) {
			Peer peer = here.getBean(Node.class).dial(there.getBean(Node.class).externalAddress());
			NodeId worker = peer.identity().orElseThrow();
			Leader leader = here.getBean(Leader.class);
			assertThat(leader.order(worker, new Job(1, "tea"))).isEqualTo(new JobDone(1, "TEA"));
			assertThat(leader.orderAsync(worker, new Job(2, "milk")).get(20, TimeUnit.SECONDS))
				.isEqualTo(new JobDone(2, "MILK"));
		}
	}

	private static ConfigurableApplicationContext run(Class<?> application) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.run("--noise.port=0", "--noise.request-timeout=20s");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Worker.class)
	static class WorkerApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Leader.class)
	static class LeaderApplication {

	}

}
