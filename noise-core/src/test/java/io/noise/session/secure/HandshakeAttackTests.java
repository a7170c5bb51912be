package io.noise.session.secure;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

import io.noise.session.channel.Role;
import io.noise.session.secure.HandshakeException.Fault;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Somebody in the middle, or at the other end, who means harm.
 */
class HandshakeAttackTests {

	private static final byte[] PAYLOAD = TestKeys.bytes(7);

	private static final int[] MESSAGE_BYTES = { 32 + 8, 32 + 48 + 24, 48 + 24 };

	/** All u-coordinates below 2^255 whose every multiple by 8 is zero, little-endian. */
	private static final List<String> LOW_ORDER = List.of(
			"0000000000000000000000000000000000000000000000000000000000000000",
			"0100000000000000000000000000000000000000000000000000000000000000",
			"e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
			"5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
			"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

	@Test
	void undisturbed_theHandshakeCompletes() {
		assertThat(shakeHands(Suite.AESGCM, 1, UnaryOperator.identity())).isEqualTo(MESSAGE_BYTES[0]);
		assertThat(shakeHands(Suite.AESGCM, 2, UnaryOperator.identity())).isEqualTo(MESSAGE_BYTES[1]);
		assertThat(shakeHands(Suite.AESGCM, 3, UnaryOperator.identity())).isEqualTo(MESSAGE_BYTES[2]);
	}

	@ParameterizedTest
	@EnumSource
	void anyByteFlipped_isNoticed(Suite suite) {
		for (int number = 1; number <= 3; number++) {
			for (int index = 0; index < MESSAGE_BYTES[number - 1]; index++) {
				assertRefused(suite, number, flipped(index, 0x01), Fault.TAG);
				assertRefused(suite, number, flipped(index, 0x80), Fault.TAG);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void anyLengthCutShort_isNoticed(Suite suite) {
		for (int number = 1; number <= 3; number++) {
			for (int length = 0; length < MESSAGE_BYTES[number - 1]; length++) {
				int newLength = length;
				assertRefused(suite, number, (message) -> Arrays.copyOf(message, newLength), Fault.LENGTH, Fault.TAG);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void anythingAppended_isNoticed(Suite suite) {
		for (int number = 1; number <= 3; number++) {
			for (int more : new int[] { 1, 16, 1000 }) {
				assertRefused(suite, number, (message) -> Arrays.copyOf(message, message.length + more), Fault.TAG);
			}
		}
	}

	@Test
	void read_cutShort_saysHowManyBytesWereExpected() {
		Handshake responder = TestKeys.responder(Suite.AESGCM);
		assertFault(Fault.LENGTH, () -> responder.read(new byte[31]))
			.withMessage("message: 31 bytes (expected: at least 32)");
	}

	@Test
	void read_ownMessageReflected_isRefused() {
		Handshake initiator = TestKeys.initiator(Suite.AESGCM);
		byte[] message = initiator.write(new byte[200]);
		assertFault(Fault.REFLECTED_KEY, () -> initiator.read(message));
	}

	@Test
	void read_ownEphemeralKeyAsTheInitiators_isRefused() {
		Handshake responder = TestKeys.responder(Suite.AESGCM);
		byte[] message = Arrays.copyOf(TestKeys.keyPair("responder e").publicKey(), 40);
		assertFault(Fault.REFLECTED_KEY, () -> responder.read(message));
	}

	@Test
	void read_messageOfAnotherInitiator_isRefused() {
		Handshake initiator = TestKeys.initiator(Suite.AESGCM);
		initiator.write(PAYLOAD);
		byte[] other = TestKeys.handshake(Role.INITIATOR, Suite.AESGCM, TestKeys.INITIATOR_STATIC, TestKeys.fresh())
			.write(new byte[200]);
		assertFault(Fault.TAG, () -> initiator.read(other));
	}

	@Test
	void read_thirdMessageOfAnEarlierHandshake_isRefused() {
		Handshake initiator = TestKeys.initiator(Suite.AESGCM);
		Handshake responder = TestKeys.responder(Suite.AESGCM);
		byte[] first = initiator.write(PAYLOAD);
		responder.read(first);
		initiator.read(responder.write(PAYLOAD));
		byte[] third = initiator.write(PAYLOAD);
		Handshake later = TestKeys.handshake(Role.RESPONDER, Suite.AESGCM, TestKeys.RESPONDER_STATIC, TestKeys.fresh());
		later.read(first);
		later.write(PAYLOAD);
		assertFault(Fault.TAG, () -> later.read(third));
	}

	@Test
	void read_byAnEndWithAnotherPrologue_isRefused() {
		Handshake initiator = TestKeys.initiator(Suite.AESGCM);
		Handshake responder = new Handshake(Role.RESPONDER, Suite.AESGCM, Hash.SHA256, new byte[] { 1 },
				TestKeys.RESPONDER_STATIC, TestKeys.fresh());
		responder.read(initiator.write(PAYLOAD));
		byte[] second = responder.write(PAYLOAD);
		assertFault(Fault.TAG, () -> initiator.read(second));
	}

	@Test
	void read_byAnEndWithAnotherSuite_isRefused() {
		Handshake initiator = TestKeys.initiator(Suite.AESGCM);
		Handshake responder = TestKeys.responder(Suite.CHACHAPOLY);
		responder.read(initiator.write(PAYLOAD));
		byte[] second = responder.write(PAYLOAD);
		assertFault(Fault.TAG, () -> initiator.read(second));
	}

	@Test
	void lowOrderKey_asEphemeralOfTheInitiator_isRefused() {
		for (byte[] point : lowOrderPoints()) {
			Handshake responder = TestKeys.responder(Suite.AESGCM);
			responder.read(point);
			assertFault(Fault.LOW_ORDER_KEY, () -> responder.write(PAYLOAD));
		}
	}

	@Test
	void lowOrderKey_asEphemeralOfTheResponder_isRefused() {
		for (byte[] point : lowOrderPoints()) {
			Handshake initiator = TestKeys.initiator(Suite.AESGCM);
			initiator.write(PAYLOAD);
			assertFault(Fault.LOW_ORDER_KEY, () -> initiator.read(Arrays.copyOf(point, 200)));
		}
	}

	@Test
	void lowOrderKey_asStaticOfTheResponder_isRefused() {
		for (byte[] point : lowOrderPoints()) {
			Handshake initiator = TestKeys.initiator(Suite.AESGCM);
			Handshake attacker = TestKeys.handshake(Role.RESPONDER, Suite.AESGCM, liar(point));
			attacker.read(initiator.write(PAYLOAD));
			byte[] second = attacker.write(PAYLOAD);
			assertFault(Fault.LOW_ORDER_KEY, () -> initiator.read(second));
		}
	}

	@Test
	void lowOrderKey_asStaticOfTheInitiator_isRefused() {
		for (byte[] point : lowOrderPoints()) {
			Handshake attacker = TestKeys.handshake(Role.INITIATOR, Suite.AESGCM, liar(point));
			Handshake responder = TestKeys.responder(Suite.AESGCM);
			responder.read(attacker.write(PAYLOAD));
			attacker.read(responder.write(PAYLOAD));
			byte[] third = attacker.write(PAYLOAD);
			assertFault(Fault.LOW_ORDER_KEY, () -> responder.read(third));
		}
	}

	@Test
	void staticKeyOfSomebodyElse_isRefused() {
		Handshake attacker = TestKeys.handshake(Role.INITIATOR, Suite.AESGCM,
				liar(TestKeys.INITIATOR_STATIC.publicKey()));
		Handshake responder = TestKeys.responder(Suite.AESGCM);
		responder.read(attacker.write(PAYLOAD));
		attacker.read(responder.write(PAYLOAD));
		byte[] third = attacker.write(PAYLOAD);
		assertFault(Fault.TAG, () -> responder.read(third));
	}

	@Test
	void read_afterARefusal_isRefusedWhateverComes() {
		Handshake initiator = TestKeys.initiator(Suite.AESGCM);
		Handshake responder = TestKeys.responder(Suite.AESGCM);
		responder.read(initiator.write(PAYLOAD));
		byte[] second = responder.write(PAYLOAD);
		assertFault(Fault.TAG, () -> initiator.read(flipped(50, 1).apply(second)));
		assertThatIllegalStateException().isThrownBy(() -> initiator.read(second));
		assertThatIllegalStateException().isThrownBy(initiator::hash);
	}

	private static List<byte[]> lowOrderPoints() {
		return LOW_ORDER.stream().map(HexFormat.of()::parseHex).<byte[]>mapMulti((point, points) -> {
			points.accept(point);
			points.accept(flipped(31, 0x80).apply(point));
		}).toList();
	}

	/** A key pair whose halves do not belong together. */
	private static X25519KeyPair liar(byte[] publicKey) {
		return TestKeys.pair(TestKeys.secret("liar"), publicKey);
	}

	private static UnaryOperator<byte[]> flipped(int index, int bits) {
		return (message) -> {
			byte[] changed = message.clone();
			changed[index] ^= (byte) bits;
			return changed;
		};
	}

	/** Changes one message; returns how long it was, if nobody minds. */
	private static int shakeHands(Suite suite, int number, UnaryOperator<byte[]> change) {
		Handshake initiator = TestKeys.initiator(suite);
		Handshake responder = TestKeys.responder(suite);
		int length = 0;
		for (int i = 1; i <= 3; i++) {
			byte[] message = ((i == 2) ? responder : initiator).write(PAYLOAD);
			length = (i == number) ? message.length : length;
			((i == 2) ? initiator : responder).read((i == number) ? change.apply(message) : message);
		}
		return length;
	}

	private static void assertRefused(Suite suite, int number, UnaryOperator<byte[]> change, Fault... faults) {
		assertThatExceptionOfType(HandshakeException.class).as("message %d", number)
			.isThrownBy(() -> shakeHands(suite, number, change))
			.satisfies((refusal) -> assertThat(refusal.fault()).isIn((Object[]) faults));
	}

	private static ThrowableAssertAlternative<HandshakeException> assertFault(Fault fault, ThrowingCallable call) {
		return assertThatExceptionOfType(HandshakeException.class).isThrownBy(call)
			.satisfies((refusal) -> assertThat(refusal.fault()).isEqualTo(fault))
			.satisfies((refusal) -> assertThat(refusal.getStackTrace()).isEmpty());
	}

}
