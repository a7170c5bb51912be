package io.noise.message;

import java.util.concurrent.atomic.AtomicLong;

import io.noise.CapturedLog;
import io.noise.Chat;
import io.noise.limit.LogThrottle;
import io.noise.session.plain.PlainSession;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UnclaimedTypesTests {

	private final AtomicLong clock = new AtomicLong();

	private final UnclaimedTypes types = new UnclaimedTypes(this.clock::get);

	private static MessageType<?> type(int opcode) {
		MessageRegistry messages = new MessageRegistry(new PlainSession());
		messages.register(opcode, Chat.class);
		MessageType<?> type = messages.byOpcode(opcode);
		assertThat(type).isNotNull();
		return type;
	}

	@Test
	void add_warnsOnceAMinuteOfEachType() {
		MessageType<?> one = type(1);
		MessageType<?> two = type(2);
		try (CapturedLog log = new CapturedLog(UnclaimedTypes.class)) {
			for (int minute = 1; minute <= 2; minute++) {
				for (int i = 0; i < 100; i++) {
					this.types.add("peer abc-" + i, one, 4096);
					this.types.add("peer abc-" + i, two, 4096);
				}
				assertThat(log.lines().stream().filter((line) -> line.startsWith("WARN"))).hasSize(2 * minute);
				this.clock.addAndGet(LogThrottle.INTERVAL.toNanos());
			}
			assertThat(log.lines()).contains("WARN peer abc-0 sends messages of type 1 Chat that nothing receives: "
					+ "up to 4096 bytes of them are kept, then reading from it pauses. Add a handler or call receive; "
					+ "logged at most once a minute");
		}
	}

}
