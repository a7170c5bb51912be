package io.noise.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

import io.noise.session.Session;
import io.noise.transport.SimulatedNetwork;

/**
 * Five hosts on one network.
 */
final class SimulatedWorld {

	static final int HOSTS = 5;

	private final Simulation simulation;

	private final Trace trace;

	private final SimulatedNetwork network;

	private final List<SimulatedHost> hosts = new ArrayList<>();

	/**
	 * Creates a world whose hosts have no nodes yet.
	 * @param session creates the session of a host by its number, with a source of keys
	 */
	SimulatedWorld(long seed, BiFunction<Integer, Random, Session> session) {
		this.simulation = new Simulation(seed);
		this.trace = new Trace(this.simulation);
		this.network = new SimulatedNetwork(this.simulation.random(), new SimulatedNetwork.Timer() {

			@Override
			public long nanoTime() {
				return SimulatedWorld.this.simulation.nanoTime();
			}

			@Override
			public void later(Object way, Duration pause, Runnable arrival) {
				Simulation on = SimulatedWorld.this.simulation;
				on.later(pause, on.fault().inOrder(way, arrival));
			}

		}, Duration.ofMillis(20));
		for (int i = 0; i < HOSTS; i++) {
			int number = i;
			this.hosts.add(new SimulatedHost(this.simulation, this.trace, this.network.transport(), "n" + i,
					() -> session.apply(number, this.simulation.random())));
		}
	}

	Simulation simulation() {
		return this.simulation;
	}

	SimulatedNetwork network() {
		return this.network;
	}

	List<SimulatedHost> hosts() {
		return this.hosts;
	}

	SimulatedHost host(int number) {
		return this.hosts.get(number);
	}

	Trace trace() {
		return this.trace;
	}

}
