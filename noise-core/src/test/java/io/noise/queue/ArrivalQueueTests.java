package io.noise.queue;

import io.noise.MessageCodec;
import io.noise.message.MessageType;
import io.noise.message.ReceivedMessage;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivalQueueTests {

	private final ArrivalQueue queue = new ArrivalQueue();

	private void add(int opcode, Object message) {
		MessageCodec<Object> fixed = new MessageCodec<>() {

			@Override
			public void encode(Object written, PayloadWriter out) {
			}

			@Override
			public Object decode(PayloadReader in) {
				return message;
			}

		};
		this.queue.add(
				new ReceivedMessage(new MessageType<>(opcode, true, Object.class, fixed, "Any"), new byte[] { 0 }, 65));
	}

	private @Nullable Object poll() {
		ReceivedMessage oldest = this.queue.oldest((opcode) -> true);
		ReceivedMessage next = (oldest != null) ? this.queue.poll(oldest.type().opcode()) : null;
		return (next != null) ? next.decode(false) : null;
	}

	private @Nullable Object poll(int opcode) {
		ReceivedMessage next = this.queue.poll(opcode);
		return (next != null) ? next.decode(false) : null;
	}

	@Test
	void poll_givesAllInTheOrderOfArrival() {
		add(1, "a");
		add(2, "b");
		add(1, "c");
		assertThat(poll()).isEqualTo("a");
		assertThat(poll()).isEqualTo("b");
		add(2, "d");
		assertThat(poll()).isEqualTo("c");
		assertThat(poll()).isEqualTo("d");
		assertThat(poll()).isNull();
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void pollOfAType_leavesTheOthersInTheirOrder() {
		add(1, "a");
		add(2, "b");
		add(1, "c");
		add(2, "d");
		assertThat(poll(2)).isEqualTo("b");
		assertThat(poll()).isEqualTo("a");
		assertThat(poll(2)).isEqualTo("d");
		assertThat(poll(2)).isNull();
		add(2, "e");
		assertThat(poll()).isEqualTo("c");
		assertThat(poll()).isEqualTo("e");
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void pollOfAType_thatNobodySent_isNull() {
		assertThat(poll(7)).isNull();
	}

}
