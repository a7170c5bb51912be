package io.noise.session.secure;

import java.util.ArrayList;
import java.util.List;

import io.noise.session.channel.CloseCode;
import io.noise.session.channel.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One bit of a short session is changed on its way, each in turn: no end ever receives
 * what was not sent, and an end that received what was changed never takes the session
 * for one that ended in order.
 */
class BitFlipTests {

	private static final List<String> THERE = List.of("one", "x".repeat(20), "three");

	private static final List<String> BACK = List.of("uno", "dos");

	/** The change: a bit of a byte of what one end writes. */
	private record Flip(Role writer, int index, int bits) {

		static Flip none(Role writer) {
			return new Flip(writer, -1, 0);
		}

	}

	/** One session, in steps. */
	private static final class Session {

		private final InProcessEnd initiator;

		private final InProcessEnd responder;

		private final Flip flip;

		private int there;

		private int back;

		Session(InProcessEnd initiator, InProcessEnd responder, Flip flip) {
			this.initiator = initiator;
			this.responder = responder;
			this.flip = flip;
		}

		Session run() {
			exchange();
			for (int i = 0; i < THERE.size(); i++) {
				say(this.initiator, THERE, i);
				say(this.responder, BACK, i);
				exchange();
			}
			close(writer());
			exchange();
			this.initiator.hangUp();
			this.responder.hangUp();
			return this;
		}

		private static void say(InProcessEnd end, List<String> words, int number) {
			if (number < words.size() && end.isEstablished() && end.channel().isOpen()) {
				end.send(words.get(number));
			}
		}

		private static void close(InProcessEnd end) {
			if (end.isEstablished()) {
				end.link().close(CloseCode.DONE, "");
			}
		}

		private void exchange() {
			byte[] one = this.initiator.written();
			byte[] other = this.responder.written();
			while (one.length + other.length > 0) {
				this.responder.read(change(one, Role.INITIATOR, this.there));
				this.there += one.length;
				this.initiator.read(change(other, Role.RESPONDER, this.back));
				this.back += other.length;
				one = this.initiator.written();
				other = this.responder.written();
			}
		}

		private byte[] change(byte[] bytes, Role writer, int offset) {
			int index = this.flip.index() - offset;
			boolean here = writer == this.flip.writer() && index >= 0 && index < bytes.length;
			return here ? RawSecurePeer.flipped(bytes, index, this.flip.bits()) : bytes;
		}

		void assertUnharmed() {
			assertThat(this.responder.received()).isEqualTo(THERE);
			assertThat(this.initiator.received()).isEqualTo(BACK);
			assertThat(reader().isClosedInOrder()).isTrue();
		}

		void assertNoticed() {
			assertBeginningOf(THERE, this.responder.received());
			assertBeginningOf(BACK, this.initiator.received());
			assertThat(reader().isClosedInOrder()).as("%s", this.flip).isFalse();
			assertThat(reader().failures().size() + writer().failures().size()).as("%s", this.flip).isPositive();
		}

		private void assertBeginningOf(List<String> sent, List<String> received) {
			assertThat(received).as("%s", this.flip).isEqualTo(sent.subList(0, received.size()));
		}

		private InProcessEnd writer() {
			return (this.flip.writer() == Role.INITIATOR) ? this.initiator : this.responder;
		}

		private InProcessEnd reader() {
			return (this.flip.writer() == Role.INITIATOR) ? this.responder : this.initiator;
		}

		int written(Role writer) {
			return (writer == Role.INITIATOR) ? this.there : this.back;
		}

	}

	private static Session whole(Flip flip) {
		return new Session(InProcessEnd.open(Role.INITIATOR), InProcessEnd.open(Role.RESPONDER), flip).run();
	}

	private static Session records(Flip flip) {
		return new Session(InProcessEnd.established(Role.INITIATOR, InProcessEnd.LIMITS),
				InProcessEnd.established(Role.RESPONDER, InProcessEnd.LIMITS), flip)
			.run();
	}

	@ParameterizedTest
	@EnumSource
	void undisturbed_everythingArrives(Role writer) {
		whole(Flip.none(writer)).assertUnharmed();
		records(Flip.none(writer)).assertUnharmed();
	}

	@ParameterizedTest
	@EnumSource
	void anyByteOfASession_changed_isNoticed(Role writer) {
		int bytes = whole(Flip.none(writer)).written(writer);
		for (int index = 0; index < bytes; index++) {
			whole(new Flip(writer, index, 1 << (index % Byte.SIZE))).assertNoticed();
		}
	}

	@ParameterizedTest
	@EnumSource
	void anyByteBehindTheHandshake_changedInEitherHalf_isNoticed(Role writer) {
		int bytes = records(Flip.none(writer)).written(writer);
		List<Flip> all = new ArrayList<>();
		for (int index = 0; index < bytes; index++) {
			all.add(new Flip(writer, index, 1 << (index % Byte.SIZE)));
			all.add(new Flip(writer, index, 0x80 >> (index % Byte.SIZE)));
		}
		all.forEach((flip) -> records(flip).assertNoticed());
	}

}
