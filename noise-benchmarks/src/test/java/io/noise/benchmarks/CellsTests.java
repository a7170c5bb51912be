package io.noise.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.noise.benchmarks.row.Cell;
import io.noise.benchmarks.row.Pace;
import io.noise.benchmarks.row.Row;
import io.noise.benchmarks.row.RowMain;
import io.noise.benchmarks.row.Rows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs every cell for a moment and on a small scale. A cell fails by itself where the
 * server has not received each message exactly once.
 */
class CellsTests {

	private static final Pace MOMENT = new Pace(Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(500),
			0.01);

	static Stream<Arguments> cells() {
		return Rows.all().stream().flatMap((row) -> row.peers().stream().map((peer) -> Arguments.of(row.id(), peer)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("cells")
	void cell_countsAddUp(String id, String peer) throws Exception {
		Row row = Rows.named(id);
		List<Double> values = row.measure(new Cell(row, peer, MOMENT, RowMain.class, List.of("-Xms64m", "-Xmx512m")));
		assertThat(values).hasSameSizeAs(row.columns()).allSatisfy((value) -> assertThat(value).isFinite());
	}

}
