package io.noise.queue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import io.noise.session.channel.SessionLink;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiveWindowTests {

	private final List<Object> told = new ArrayList<>();

	private ReceiveWindow credited(int windowBytes) {
		ReceiveWindow backlog = new ReceiveWindow(new ReadGate(), windowBytes, Runnable::run);
		backlog.begin(link());
		return backlog;
	}

	/** Returns a session with credit, of which nothing else is used. */
	private SessionLink link() {
		return (SessionLink) Proxy.newProxyInstance(SessionLink.class.getClassLoader(),
				new Class<?>[] { SessionLink.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("limitsByCredit")) {
						return true;
					}
					assertThat(method.getName()).isEqualTo("taken");
					this.told.add(arguments[0]);
					return null;
				});
	}

	@Test
	void taken_ofAWideWindow_isToldInSteps() {
		ReceiveWindow backlog = credited(4 << 20);
		for (int i = 0; i < 100; i++) {
			assertThat(backlog.add(1000)).isFalse();
			backlog.taken(1000);
		}
		assertThat(this.told).containsExactly(66_000L);
	}

	/** With larger steps, each side would wait for the other. */
	@Test
	void taken_ofANarrowWindow_isToldInSmallerSteps() {
		ReceiveWindow backlog = credited(8000);
		backlog.taken(600);
		backlog.taken(600);
		assertThat(this.told).containsExactly(1200L);
	}

}
