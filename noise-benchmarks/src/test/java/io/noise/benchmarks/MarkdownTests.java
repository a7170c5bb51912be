package io.noise.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.noise.benchmarks.row.Cell;
import io.noise.benchmarks.row.Pace;
import io.noise.benchmarks.row.Row;
import io.noise.benchmarks.row.RowMain;
import io.noise.benchmarks.row.Rows;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Markdown}.
 */
class MarkdownTests {

	private static final Pace PACE = new Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO, 1);

	private final Results results = new Results();

	@Test
	void table_hasMediansSpreadAndRatios() {
		Row row = Rows.named("P1");
		add(row, "netty", 1_000_000, 1, 600);
		add(row, "netty", 3_000_000, 3, 1800);
		add(row, "netty", 2_000_000, 2, 1200);
		add(row, "noise-plain", 1_000_000, 2, 600);
		assertThat(new Markdown(this.results).tables(List.of(row))).contains(
				"| netty | 2.00M (1.00M-3.00M) | 2.00 (1.00-3.00) | 1200 (600-1800) | 1.00 |",
				"| noise-plain | 1.00M | 2.00 | 600 | 0.50 |");
	}

	@Test
	void table_ofTimes_hasRatioAboveOneForTheFaster() {
		Row row = Rows.named("P5");
		add(row, "netty", 30, 60, 30_000, 20);
		add(row, "noise-plain", 60, 90, 15_000, 40);
		assertThat(new Markdown(this.results).tables(List.of(row))).contains("| 0.50 |");
	}

	@Test
	void table_ofFailedCell_tellsTheFailure() {
		Row row = Rows.named("P7");
		this.results.addFailure(new Cell(row, "netty", PACE, RowMain.class, List.of()),
				new IllegalStateException("no reply"));
		assertThat(new Markdown(this.results).tables(List.of(row))).contains("| netty | failed: no reply |");
	}

	private void add(Row row, String peer, double... values) {
		this.results.add(new Cell(row, peer, PACE, RowMain.class, List.of()), Arrays.stream(values).boxed().toList());
	}

}
