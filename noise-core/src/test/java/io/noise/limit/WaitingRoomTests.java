package io.noise.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingRoomTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private static final int PLACES = 3;

	private static final long MILLIS = SECOND / 1_000;

	private final Map<String, Long> first = new HashMap<>();

	private final Map<String, Long> last = new HashMap<>();

	private boolean owesAnswers;

	private long now = -3 * SECOND;

	private final WaitingRoom<String> room = new WaitingRoom<>(PLACES, new WaitingRoom.Ears<>() {

		@Override
		public long firstNanos(String guest) {
			return WaitingRoomTests.this.first.getOrDefault(guest, NEVER);
		}

		@Override
		public long lastNanos(String guest) {
			return WaitingRoomTests.this.last.getOrDefault(guest, NEVER);
		}

		@Override
		public boolean owesAnswers() {
			return WaitingRoomTests.this.owesAnswers;
		}

	}, () -> this.now);

	private String enter(String guest, String holder) {
		return this.room.enter(guest, holder);
	}

	private void says(String guest) {
		this.first.putIfAbsent(guest, this.now);
		this.last.put(guest, this.now);
	}

	/** Adds connections until silent ones no longer make room at once. */
	private void comeTogether() {
		for (int i = 0; i < PLACES + 1; i++) {
			assertThat(this.room.nanosUntilRoom(0)).isZero();
			enter("herd " + i, "one");
		}
		assertThat(this.room.size()).isEqualTo(3);
		assertThat(this.room.nanosUntilRoom(0)).isEqualTo(SECOND);
	}

	@Test
	void room_thatIsNotFull_hasRoomAtOnce() {
		for (String guest : new String[] { "a", "b" }) {
			assertThat(enter(guest, "one")).isNull();
			says(guest);
		}
		assertThat(this.room.nanosUntilRoom(0)).isZero();
		assertThat(this.room.nanosUntilRoom(1)).isEqualTo(SECOND);
		assertThat(enter("c", "one")).isNull();
		says("c");
		assertThat(this.room.nanosUntilRoom(0)).isEqualTo(SECOND);
		assertThat(this.room.leave("b")).isTrue();
		assertThat(this.room.leave("b")).isFalse();
		assertThat(this.room.nanosUntilRoom(0)).isZero();
	}

	@Test
	void fullRoom_whereMoreAreStillToCome_waitsForThem() {
		assertThat(this.room.nanosUntilRoom(3)).isEqualTo(SECOND);
	}

	@Test
	void guestsThatHaveSpoken_stay_untilTheyAreQuietForASecond() {
		for (String guest : new String[] { "a", "b", "c" }) {
			enter(guest, "one");
			says(guest);
		}
		this.now += SECOND / 2;
		says("a");
		assertThat(this.room.nanosUntilRoom(0)).isEqualTo(SECOND / 2);
		assertThat(enter("d", "two")).isNull();
		assertThat(this.room.size()).isEqualTo(4);
		this.now += SECOND / 2;
		assertThat(this.room.nanosUntilRoom(0)).isZero();
		says("d");
		assertThat(enter("e", "two")).isEqualTo("b");
		says("e");
		assertThat(enter("f", "two")).isEqualTo("c");
		says("f");
		assertThat(enter("g", "two")).isNull();
	}

	@Test
	void guestThatHasSaidNothing_makesRoomAtOnce_thoseThatHaveStay() {
		enter("speaks", "one");
		enter("silent", "one");
		enter("silent too", "one");
		says("speaks");
		assertThat(this.room.nanosUntilRoom(0)).isZero();
		assertThat(enter("d", "two")).isEqualTo("silent");
		this.now += SECOND;
		says("speaks");
		says("d");
		assertThat(enter("e", "two")).isEqualTo("silent too");
		says("e");
		assertThat(this.room.nanosUntilRoom(0)).isEqualTo(SECOND);
	}

	@Test
	void ofSeveralAddresses_theOneThatHoldsMost_makesRoom() {
		enter("first", "honest");
		enter("b", "greedy");
		enter("c", "greedy");
		assertThat(enter("d", "third")).isEqualTo("b");
		this.now += SECOND;
		assertThat(enter("e", "fourth")).isEqualTo("first");
	}

	@Test
	void addressThatHoldsMost_butIsOnItsWay_isLeftAlone() {
		enter("silent", "honest");
		enter("b", "many");
		enter("c", "many");
		says("b");
		says("c");
		assertThat(enter("d", "third")).isEqualTo("silent");
	}

	@Test
	void guestsThatComeTogether_mayBeSlowToBegin() {
		comeTogether();
		assertThat(enter("next", "one")).isNull();
		assertThat(this.room.size()).isEqualTo(4);
		this.now += SECOND;
		assertThat(enter("another", "one")).isNotNull();
	}

	@Test
	void thousandsThatNeverSayAWord_holdNobodyUpForLong() {
		comeTogether();
		long began = this.now;
		for (int i = 0; i < 1_000; i++) {
			this.now += this.room.nanosUntilRoom(0);
			assertThat(enter("silent " + i, "one")).isNotNull();
		}
		assertThat(this.now - began).isLessThan(10 * SECOND);
	}

	@Test
	void firstWordThatComesLate_makesThePatienceASecondAgain() {
		comeTogether();
		for (int i = 0; i < 100; i++) {
			this.now += this.room.nanosUntilRoom(0);
			enter("silent " + i, "one");
		}
		assertThat(this.room.nanosUntilRoom(0)).isLessThan(100 * MILLIS);
		this.now += 100 * MILLIS;
		says("silent 99");
		for (int i = 0; i < 10 && this.room.nanosUntilRoom(0) == 0; i++) {
			enter("more " + i, "one");
		}
		assertThat(this.room.nanosUntilRoom(0)).isGreaterThan(800 * MILLIS);
	}

	@Test
	void guestsThatWaitForAnAnswerOfThisSide_areNotQuiet() {
		for (String guest : new String[] { "a", "b", "c" }) {
			enter(guest, "one");
			says(guest);
		}
		this.now += 2 * SECOND;
		this.owesAnswers = true;
		assertThat(this.room.nanosUntilRoom(0)).isEqualTo(WaitingRoom.LATE_NANOS);
		assertThat(enter("d", "one")).isNull();
		this.owesAnswers = false;
		assertThat(enter("e", "one")).isEqualTo("a");
	}

}
