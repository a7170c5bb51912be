package io.noise.benchmarks.row;

import java.util.List;

import io.noise.benchmarks.child.Pair;

/**
 * The heap that an idle peer takes.
 */
final class IdleHeapRow extends IdleRow {

	private final int links;

	IdleHeapRow(String id, int links) {
		super(id, links);
		this.links = links;
	}

	@Override
	public String title() {
		return "heap of a peer, " + this.links + " idle";
	}

	@Override
	public List<String> columns() {
		return List.of("bytes/peer, server", "bytes/peer, client");
	}

	@Override
	List<Double> values(Cell cell, Pair pair, Heap growth) {
		double links = links(cell.pace().scale());
		return List.of(growth.server() / links, growth.client() / links);
	}

}
