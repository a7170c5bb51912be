package io.noise.spring.boot.actuate;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.noise.TypeDifferences;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeerReport}.
 */
class PeerReportTests {

	@ParameterizedTest
	@CsvSource({ "0, 0, 0, 0", "3, 4, 3, 4", "16, 0, 16, 0", "0, 16, 0, 16", "8, 8, 8, 8", "255, 0, 16, 0",
			"0, 255, 0, 16", "255, 255, 8, 8", "2, 255, 2, 14", "255, 3, 13, 3", "9, 8, 8, 8" })
	void typeNames_areSixteenAtMost_withACount(int here, int there, int hereShown, int thereShown) {
		PeerReport.Differences shown = Objects
			.requireNonNull(PeerReport.Differences.of(new TypeDifferences(names("h", here), names("t", there))));
		assertThat(shown.onlyHere()).hasSize(hereShown);
		assertThat(shown.onlyThere()).hasSize(thereShown);
		assertThat(shown.count()).isEqualTo((here + there > 16) ? here + there : null);
	}

	@Test
	void changedTypes_areEightAtMost_inOrder() {
		Map<String, String> changed = names("c", 255).stream()
			.collect(Collectors.toMap((name) -> name, (name) -> "words"));
		PeerReport.Differences shown = Objects
			.requireNonNull(PeerReport.Differences.of(new TypeDifferences(Set.of(), Set.of(), changed)));
		assertThat(shown.changed()).hasSize(8).containsEntry("c0", "words").containsEntry("c10", "words");
	}

	private static Set<String> names(String prefix, int count) {
		return IntStream.range(0, count).mapToObj((i) -> prefix + i).collect(Collectors.toSet());
	}

}
