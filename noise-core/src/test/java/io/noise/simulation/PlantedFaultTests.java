package io.noise.simulation;

import java.util.List;

import io.noise.secrets.Unlogged;
import io.noise.session.Sessions;
import io.noise.simulation.PlantedFault.Kind;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Faults that are planted, each of which some seed finds; and that seed finds it each
 * time.
 */
@Timeout(600)
@ExtendWith(Unlogged.class)
class PlantedFaultTests {

	private static final int SEEDS = 2_000;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			LOST_WAKE_UP         | are taken, and the connection stands
			MESSAGE_OUT_OF_ORDER | after
			HOOK_TWICE           | disconnected, disconnected
			LOST_EVENT           | a future does not end
			LOST_TIMER           | is not connected to it
			""")
	void plantedFault_isFound_eachTime(Kind kind, String words) {
		long seed = 1;
		List<String> found = tell(seed, kind);
		while (found.stream().noneMatch((broken) -> broken.contains(words))) {
			seed++;
			assertThat(seed).as("seeds without: " + words).isLessThan(SEEDS);
			found = tell(seed, kind);
		}
		for (int i = 0; i < 3; i++) {
			assertThat(tell(seed, kind)).isEqualTo(found);
		}
		assertThat(tell(seed, null)).as("without the fault").isEmpty();
	}

	private static List<String> tell(long seed, Kind kind) {
		SimulatedWorld world = new SimulatedWorld(seed, (host, random) -> Sessions.plain());
		world.simulation().plant(new PlantedFault(kind, seed));
		RandomStory story = new RandomStory(world);
		Promises promises = new Promises(world, false);
		story.run();
		promises.checkQuiet();
		story.end();
		promises.checkEnd();
		return promises.broken();
	}

}
