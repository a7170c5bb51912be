package io.noise.engine;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DialLineTests {

	/** An element with that number of failures. */
	private record Waiting(String name, int failures) {
	}

	private final DialLine<Waiting> line = DialLine.byFailures(Waiting::failures);

	private List<String> poll(int turns) {
		return IntStream.range(0, turns).mapToObj((i) -> this.line.poll().name()).toList();
	}

	@Test
	void equals_goInTurnsTheOldestAndTheNewest() {
		for (String name : List.of("a", "b", "c", "d", "e")) {
			this.line.add(new Waiting(name, 0));
		}
		assertThat(poll(5)).containsExactly("a", "e", "b", "d", "c");
		assertThat(this.line.poll()).isNull();
	}

	@Test
	void newcomer_doesNotWaitForAllThatHaveNotBeenTried() {
		for (int i = 0; i < 200; i++) {
			this.line.add(new Waiting("dead " + i, 0));
		}
		this.line.add(new Waiting("living", 0));
		assertThat(poll(2)).containsExactly("dead 0", "living");
	}

	@Test
	void inOrder_theOldestIsAlwaysNext() {
		DialLine<String> inOrder = DialLine.inOrder();
		List.of("a", "b", "c").forEach(inOrder::add);
		assertThat(List.of(inOrder.poll(), inOrder.poll(), inOrder.poll())).containsExactly("a", "b", "c");
		assertThat(inOrder.poll()).isNull();
	}

	@Test
	void onesThatHaveFailedLess_haveEverySecondTurn() {
		for (String name : List.of("dead", "gone", "lost", "away")) {
			this.line.add(new Waiting(name, 7));
		}
		this.line.add(new Waiting("living", 0));
		this.line.add(new Waiting("another", 1));
		assertThat(poll(6)).containsExactly("dead", "living", "gone", "another", "lost", "away");
	}

	@Test
	void onesInAHurry_goBeforeAllOthersInTheirOrder() {
		List<Waiting> all = List.of(new Waiting("dead", 7), new Waiting("new", 0), new Waiting("one", 9),
				new Waiting("two", 3));
		all.forEach(this.line::add);
		this.line.hurry(all.get(2));
		this.line.hurry(all.get(3));
		this.line.hurry(all.get(2));
		this.line.hurry(new Waiting("nobody", 0));
		assertThat(poll(4)).containsExactly("one", "two", "dead", "new");
		assertThat(this.line.poll()).isNull();
	}

	@Test
	void oneThatIsTakenOut_hasNoTurn() {
		Waiting one = new Waiting("one", 0);
		this.line.add(one);
		this.line.add(new Waiting("two", 0));
		this.line.remove(one);
		assertThat(this.line.size()).isEqualTo(1);
		assertThat(poll(1)).containsExactly("two");
	}

}
