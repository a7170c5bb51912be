package io.noise.message;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.noise.CapturedLog;
import io.noise.Chat;
import io.noise.DisconnectReason;
import io.noise.limit.LogThrottle;
import io.noise.payload.PayloadException;
import io.noise.session.plain.PlainSession;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UndecodableTypesTests {

	private final AtomicLong clock = new AtomicLong();

	private final UndecodableTypes types = new UndecodableTypes(this.clock::get);

	private static DisconnectException undecodable(int opcode) {
		MessageRegistry messages = new MessageRegistry(new PlainSession());
		messages.register(opcode, Chat.class);
		MessageType<?> type = messages.byOpcode(opcode);
		assertThat(type).isNotNull();
		return DisconnectException.undecodable(type, new PayloadException("a secret").within("Chat.text"));
	}

	private static DisconnectException unknown(int opcode) {
		return new DisconnectException(DisconnectReason.DECODE, "opcode " + opcode + ": not registered", null);
	}

	@Test
	void add_warnsOnceAMinuteOfEachTypeAndOnceOfAllThatAreUnknown() {
		DisconnectException one = undecodable(1);
		DisconnectException two = undecodable(2);
		try (CapturedLog log = new CapturedLog(UndecodableTypes.class)) {
			for (int minute = 1; minute <= 2; minute++) {
				for (int i = 1; i < 200; i++) {
					this.types.add("peer abc-" + i, one);
					this.types.add("peer abc-" + i, two);
					this.types.add("peer abc-" + i, unknown(i));
				}
				assertThat(log.lines()).hasSize(3 * minute);
				this.clock.addAndGet(LogThrottle.INTERVAL.toNanos());
			}
			List<String> lines = log.lines();
			assertThat(lines.get(0))
				.startsWith("WARN peer abc-1 is disconnected: it sent a message of type 1 Chat that "
						+ "cannot be decoded, at Chat.text. ");
			assertThat(lines.get(2)).startsWith("WARN peer abc-1 is disconnected: opcode 1: not registered. ");
			assertThat(lines).noneMatch((line) -> line.contains("secret"));
		}
	}

}
