package io.noise;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;
import io.noise.identity.Identity;
import io.noise.session.Session;
import io.noise.session.Sessions;
import io.noise.transport.TestTransports;
import io.noise.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * How long the operating system waits for the other end's acknowledgement.
 */
@EnabledOnOs(OS.LINUX)
class UnacknowledgedTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final Map<Channel, Duration> limited = new ConcurrentHashMap<>();

	private void connect(Session session, Limits limits) {
		assumeThat(TestTransports.nativeTcp()).as("native epoll").isNotEmpty();
		Transport watched = new DelegatingTransport(TestTransports.nativeTcp().findFirst().orElseThrow()) {

			@Override
			public void limitUnacknowledged(Channel connection, Duration limit) {
				super.limitUnacknowledged(connection, limit);
				UnacknowledgedTests.this.limited.put(connection, limit);
			}

		};
		Node listener = this.nodes.create((builder) -> builder.session(session).transport(watched).limits(limits));
		listener.listen();
		this.nodes.create((builder) -> builder.session(session(session)).transport(watched).limits(limits))
			.dial(listener.externalAddress());
		await().atMost(Nodes.SOON).until(() -> listener.peers().size() == 1);
	}

	/** Another node's, of the same kind. */
	private static Session session(Session session) {
		return session.name().equals("secure") ? Sessions.secure(Identity.generate()) : session;
	}

	@Test
	void onSecure_itIsTheLongerOneOfStallTimeoutAndPingInterval() {
		connect(Sessions.secure(Identity.generate()), Limits.defaults());
		assertThat(this.limited).hasSize(2).allSatisfy((channel, limit) -> {
			assertThat(limit).hasSeconds(30);
			assertThat(channel.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT)).isEqualTo(30_000);
		});
	}

	@Test
	void onSecure_aLongerStallTimeoutIsGranted() {
		connect(Sessions.secure(Identity.generate()), Limits.defaults().withStallTimeout(Duration.ofMinutes(2)));
		assertThat(this.limited).hasSize(2)
			.allSatisfy((channel, limit) -> assertThat(channel.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT))
				.isEqualTo(120_000));
	}

	@Test
	void onPlain_aPeerThatDoesNotReadIsNotTakenForDead() {
		connect(Sessions.plain(), Limits.defaults());
		assertThat(this.limited).isEmpty();
	}

}
