package io.noise.simulation;

import java.time.Duration;

import io.noise.secrets.Unlogged;
import io.noise.session.secure.SimulatedSessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One story of five nodes, told a hundred times.
 */
@Timeout(1200)
@ExtendWith(Unlogged.class)
class ScenarioTests {

	private static final Duration SOON = Duration.ofSeconds(5);

	@Test
	void sameSeed_leadsToTheSameEventsAtTheSameTimes() {
		String first = tell(1);
		for (int i = 0; i < 100; i++) {
			assertThat(tell(1)).isEqualTo(first);
		}
		assertThat(tell(2)).isNotEqualTo(first);
	}

	private static int connections(SimulatedWorld world) {
		return world.hosts().stream().mapToInt((host) -> host.connected().size()).sum();
	}

	private static String tell(long seed) {
		SimulatedWorld world = new SimulatedWorld(seed,
				(host, random) -> SimulatedSessions.secure(SimulatedIdentities.of(host), random));
		Simulation simulation = world.simulation();
		world.hosts().forEach(SimulatedHost::start);
		SimulatedHost hub = world.host(0);
		for (int i = 1; i < SimulatedWorld.HOSTS; i++) {
			world.host(i).keep(hub);
		}
		assertThat(simulation.runUntil(() -> connections(world) == 8, SOON)).isTrue();
		// Messages both ways.
		for (int i = 0; i < 20; i++) {
			hub.connected().forEach((peer) -> hub.send(peer, 100));
			for (int host = 1; host < SimulatedWorld.HOSTS; host++) {
				SimulatedHost from = world.host(host);
				from.connected().forEach((peer) -> from.send(peer, 50));
			}
			simulation.run(Duration.ofMillis(3));
		}
		simulation.run(SOON);
		assertThat(hub.peers()).allSatisfy((peer) -> assertThat(peer.received()).hasSize(20));
		// A slow receiver, which has a megabyte to take.
		world.host(1).block(Duration.ofSeconds(2));
		PeerLog slow = hub.connected().get(0);
		for (int i = 0; i < 20; i++) {
			hub.connected().forEach((peer) -> hub.send(peer, 50_000));
		}
		simulation.run(Duration.ofSeconds(10));
		assertThat(slow.sent()).allSatisfy((sent) -> assertThat(sent).isCompleted());
		// A lost connection, and a redial after its pause.
		world.network().lines().get(0).cut();
		assertThat(simulation.runUntil(() -> hub.connected().size() == 3, SOON)).isTrue();
		assertThat(simulation.runUntil(() -> hub.connected().size() == 4, Duration.ofSeconds(90))).isTrue();
		// A node that stops, and comes back.
		var closed = hub.stop();
		assertThat(simulation.runUntil(closed::isDone, Duration.ofSeconds(30))).isTrue();
		hub.start();
		assertThat(simulation.runUntil(() -> hub.connected().size() == 4, Duration.ofSeconds(90))).isTrue();
		world.hosts().forEach(SimulatedHost::stop);
		simulation.run(Duration.ofSeconds(60));
		assertThat(world.hosts()).allSatisfy(
				(host) -> assertThat(host.futures()).allSatisfy((one) -> assertThat(one.future().isDone()).isTrue()));
		return world.trace().toString();
	}

}
