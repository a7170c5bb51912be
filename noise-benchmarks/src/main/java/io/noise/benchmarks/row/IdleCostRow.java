package io.noise.benchmarks.row;

import java.util.List;

import io.noise.benchmarks.child.Pair;

/**
 * The CPU time and the heap that many idle peers take on the node that accepted them.
 */
final class IdleCostRow extends IdleRow {

	private final int links;

	IdleCostRow(String id, int links) {
		super(id, links);
		this.links = links;
	}

	@Override
	public String title() {
		return this.links + " idle peers on one node";
	}

	@Override
	public List<String> columns() {
		return List.of("% of a core", "heap MB");
	}

	@Override
	List<Double> values(Cell cell, Pair pair, Heap growth) throws Exception {
		Window window = cell.window(pair);
		double cpu = window.to().server().cpuNanos() - window.from().server().cpuNanos();
		double time = window.to().server().nanos() - window.from().server().nanos();
		return List.of(100 * cpu / time, growth.server() / 1e6);
	}

}
