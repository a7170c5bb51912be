package io.noise;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.noise.payload.PayloadException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UndecodableTypesTests {

	private final AtomicLong clock = new AtomicLong();

	private final UndecodableTypes types = new UndecodableTypes(this.clock::get);

	private static RefusedException undecodable(int opcode) {
		Messages messages = Node.builder().build().messages();
		messages.register(opcode, Chat.class);
		MessageType<?> type = messages.byOpcode(opcode);
		assertThat(type).isNotNull();
		return RefusedException.undecodable(type, new PayloadException("a secret").within("Chat.text"));
	}

	private static RefusedException unknown(int opcode) {
		return new RefusedException(DisconnectReason.DECODE, "opcode " + opcode + ": not registered", null);
	}

	@Test
	void add_warnsOnceAMinuteOfEachTypeAndOnceOfAllThatAreUnknown() {
		RefusedException one = undecodable(1);
		RefusedException two = undecodable(2);
		try (CapturedLog log = new CapturedLog(UndecodableTypes.class)) {
			for (int minute = 1; minute <= 2; minute++) {
				for (int i = 1; i < 200; i++) {
					this.types.add("peer abc-" + i, one);
					this.types.add("peer abc-" + i, two);
					this.types.add("peer abc-" + i, unknown(i));
				}
				assertThat(log.lines()).hasSize(3 * minute);
				this.clock.addAndGet(OncePerMinute.INTERVAL.toNanos());
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
