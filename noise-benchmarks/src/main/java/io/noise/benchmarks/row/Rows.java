package io.noise.benchmarks.row;

import java.util.List;

/**
 * All rows, in the order of the table.
 */
public final class Rows {

	private static final List<Row> ALL = List.of(new OneWayRow("P1", 600, 1), new OneWayRow("P3", 64, 1),
			new OneWayRow("P4", 64 << 10, 1), new EchoRow("P5", 64, 1), new EchoRow("P6", 64, 64),
			new ConnectRow("P7", 8), new IdleHeapRow("P8", 2_000), new BroadcastRow("P9", 600, 100),
			new OneWayRow("P10", 600, 4), new BroadcastRow("P11", 600, 5_000), new SpringRow("P12"),
			new StartRow("P12-start"), new IdleCostRow("P13", 10_000));

	private Rows() {
	}

	/**
	 * Returns all rows.
	 * @return the rows
	 */
	public static List<Row> all() {
		return ALL;
	}

	/**
	 * Returns a row.
	 * @param id its id; {@code P2} is the name of {@code P1} for the peers that encrypt
	 * @return the row
	 */
	public static Row named(String id) {
		String name = id.equals("P2") ? "P1" : id;
		return ALL.stream()
			.filter((row) -> row.id().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"row: " + id + " (expected: one of " + ALL.stream().map(Row::id).toList() + ")"));
	}

}
