package io.noise.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.noise.transport.SimulatedNetwork.Line;

/**
 * What happens to the hosts of a world, by the seed: dials, messages, cuts, silence, busy
 * handlers, ends and restarts. At the end the network is whole again, so that what must
 * come back can.
 */
final class RandomStory {

	private static final int LEAST_EVENTS = 6;

	private static final int MORE_EVENTS = 10;

	private static final int LONGEST_PAUSE_MILLIS = 400;

	/** Shorter than the way of a message, so that many are on it. */
	private static final int LONGEST_PAUSE_OF_SENDER_MILLIS = 3;

	/** Longer than the longest pause of a redial, and a dial. */
	private static final int LONGEST_WAIT_SECONDS = 100;

	private final SimulatedWorld world;

	private final Simulation simulation;

	private final Random random;

	RandomStory(SimulatedWorld world) {
		this.world = world;
		this.simulation = world.simulation();
		this.random = this.simulation.random();
	}

	/** Runs the story until all is quiet. */
	void run() {
		this.world.hosts().forEach(SimulatedHost::start);
		int events = LEAST_EVENTS + this.random.nextInt(MORE_EVENTS);
		for (int i = 0; i < events; i++) {
			happen();
			this.simulation.run(Duration.ofMillis(this.random.nextInt(LONGEST_PAUSE_MILLIS)));
		}
		this.world.network().lines().forEach(Line::end);
		runUntil(this::isSettled);
		this.simulation.run(Duration.ofSeconds(5));
	}

	/** Ends all nodes. */
	void end() {
		this.world.hosts().stream().filter(SimulatedHost::isUp).forEach(SimulatedHost::stop);
		runUntil(() -> this.world.hosts().stream().allMatch(SimulatedHost::isDone));
		this.simulation.run(Duration.ofSeconds(5));
	}

	private void runUntil(BooleanSupplier goal) {
		for (int seconds = 0; seconds < LONGEST_WAIT_SECONDS && !goal.getAsBoolean(); seconds++) {
			this.simulation.run(Duration.ofSeconds(1));
		}
	}

	/** Whether all that must come back is here, and all that was begun has ended. */
	private boolean isSettled() {
		return this.world.hosts().stream().allMatch((host) -> host.isUp() && host.isDone() && host.keepsAll());
	}

	private void happen() {
		SimulatedHost host = any(this.world.hosts());
		if (!host.isUp()) {
			return;
		}
		int kind = this.random.nextInt(100);
		if (kind < 25) {
			send(host);
		}
		else if (kind < 35) {
			ask(host);
		}
		else if (kind < 50) {
			host.dial(other(host));
		}
		else if (kind < 65) {
			host.keep(other(host));
		}
		else if (kind < 73) {
			line(Line::cut);
		}
		else if (kind < 78) {
			line(Line::silence);
		}
		else if (kind < 85) {
			host.connected().stream().skip(this.random.nextInt(2)).findFirst().ifPresent(host::disconnect);
		}
		else if (kind < 92) {
			host.block(Duration.ofMillis(this.random.nextInt(3000)));
		}
		else {
			restart(host);
		}
	}

	private void send(SimulatedHost host) {
		for (PeerLog peer : host.connected()) {
			int messages = this.random.nextInt(6);
			for (int i = 0; i < messages; i++) {
				host.send(peer, this.random.nextInt((this.random.nextInt(10) == 0) ? 100_000 : 200));
				this.simulation.run(Duration.ofMillis(this.random.nextInt(LONGEST_PAUSE_OF_SENDER_MILLIS)));
			}
		}
	}

	private void ask(SimulatedHost host) {
		for (PeerLog peer : host.connected()) {
			int requests = this.random.nextInt(4);
			for (int i = 0; i < requests; i++) {
				host.ask(peer, Duration.ofMillis(1 + this.random.nextInt(4000)));
			}
		}
	}

	private void restart(SimulatedHost host) {
		Duration away = Duration.ofMillis(this.random.nextInt(3000));
		host.stop().thenRun(() -> this.simulation.later(away, host::start));
	}

	private void line(Consumer<Line> what) {
		List<Line> lines = this.world.network().lines();
		if (!lines.isEmpty()) {
			what.accept(any(lines));
		}
	}

	private SimulatedHost other(SimulatedHost host) {
		return any(this.world.hosts().stream().filter((one) -> one != host).toList());
	}

	private <T> T any(List<T> all) {
		return all.get(this.random.nextInt(all.size()));
	}

}
