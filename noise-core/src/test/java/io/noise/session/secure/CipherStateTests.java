package io.noise.session.secure;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.noise.session.secure.HandshakeException.Fault;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Records: their nonces, what is refused, and that the first failure is the last.
 */
class CipherStateTests {

	private static final byte[] KEY = TestKeys.secret("key");

	private static final byte[] PLAIN = TestKeys.bytes(1);

	private static final long COUNTER = 0x0102030405060708L;

	@ParameterizedTest
	@EnumSource
	void seal_usesTheNonceOfTheSpecification(Suite suite) throws Exception {
		String nonce = (suite == Suite.AESGCM) ? "000000000102030405060708" : "000000000807060504030201";
		assertThat(seal(new CipherState(suite, KEY, COUNTER), PLAIN)).isEqualTo(byTheJdk(suite, nonce, PLAIN));
	}

	@ParameterizedTest
	@EnumSource
	void rekey_isTheOneOfTheSpecification(Suite suite) throws Exception {
		byte[] next = Arrays.copyOf(byTheJdk(suite, "00000000ffffffffffffffff", new byte[32]), 32);
		CipherState cipher = new CipherState(suite, KEY);
		seal(cipher, PLAIN);
		cipher.rekey();
		assertThat(cipher.n()).isEqualTo(1);
		assertThat(seal(cipher, PLAIN)).isEqualTo(seal(new CipherState(suite, next, 1), PLAIN));
	}

	@ParameterizedTest
	@EnumSource
	void rekey_byOneSideOnly_isNoticed(Suite suite) {
		CipherState send = new CipherState(suite, KEY);
		CipherState receive = new CipherState(suite, KEY);
		send.rekey();
		byte[] record = seal(send, PLAIN);
		assertFault(Fault.TAG, () -> open(receive, record));
	}

	@ParameterizedTest
	@EnumSource
	void anyByteFlipped_isNoticed(Suite suite) {
		byte[] record = seal(new CipherState(suite, KEY), PLAIN);
		for (int i = 0; i < record.length; i++) {
			byte[] changed = record.clone();
			changed[i] ^= 1;
			assertFault(Fault.TAG, () -> open(new CipherState(suite, KEY), changed));
		}
	}

	@ParameterizedTest
	@EnumSource
	void open_afterAWrongTag_isRefusedForGood(Suite suite) {
		CipherState receive = new CipherState(suite, KEY);
		byte[] record = seal(new CipherState(suite, KEY), PLAIN);
		assertFault(Fault.TAG, () -> open(receive, new byte[record.length]));
		assertThatIllegalStateException().isThrownBy(() -> open(receive, record));
		assertThatIllegalStateException().isThrownBy(receive::rekey);
	}

	@ParameterizedTest
	@EnumSource
	void open_aRecordTwice_isRefused(Suite suite) {
		CipherState receive = new CipherState(suite, KEY);
		byte[] record = seal(new CipherState(suite, KEY), PLAIN);
		assertThat(open(receive, record)).isEqualTo(PLAIN);
		assertFault(Fault.TAG, () -> open(receive, record));
	}

	@ParameterizedTest
	@EnumSource
	void open_recordsOutOfOrder_isRefused(Suite suite) {
		CipherState send = new CipherState(suite, KEY);
		seal(send, PLAIN);
		byte[] second = seal(send, PLAIN);
		assertFault(Fault.TAG, () -> open(new CipherState(suite, KEY), second));
	}

	@ParameterizedTest
	@EnumSource
	void decryptWithAd_otherAd_isRefused(Suite suite) {
		byte[] message = new CipherState(suite, KEY).encryptWithAd(TestKeys.bytes(1), PLAIN);
		assertThat(new CipherState(suite, KEY).decryptWithAd(TestKeys.bytes(1), message)).isEqualTo(PLAIN);
		assertFault(Fault.TAG, () -> new CipherState(suite, KEY).decryptWithAd(TestKeys.bytes(2), message));
	}

	@ParameterizedTest
	@EnumSource
	void n_beyondWhatALongHolds_countsOn(Suite suite) {
		CipherState send = new CipherState(suite, KEY, Long.MAX_VALUE);
		CipherState receive = new CipherState(suite, KEY, Long.MAX_VALUE);
		assertThat(open(receive, seal(send, PLAIN))).isEqualTo(PLAIN);
		assertThat(open(receive, seal(send, PLAIN))).isEqualTo(PLAIN);
		assertThat(Long.toUnsignedString(receive.n())).isEqualTo("9223372036854775809");
	}

	@ParameterizedTest
	@EnumSource
	void n_atItsEnd_sealsAndOpensNothingMore(Suite suite) {
		CipherState send = new CipherState(suite, KEY, -2);
		CipherState receive = new CipherState(suite, KEY, -2);
		assertThat(open(receive, seal(send, PLAIN))).isEqualTo(PLAIN);
		assertFault(Fault.NONCE_EXHAUSTED, () -> seal(send, PLAIN));
		assertFault(Fault.NONCE_EXHAUSTED, () -> open(receive, new byte[24]));
		assertThatIllegalStateException().isThrownBy(() -> seal(send, PLAIN));
		assertThatIllegalStateException().isThrownBy(send::rekey);
	}

	@Test
	void open_shorterThanATag_isRefusedForGood() {
		CipherState receive = new CipherState(Suite.AESGCM, KEY);
		assertFault(Fault.LENGTH, () -> open(receive, new byte[15]));
		assertThatIllegalStateException()
			.isThrownBy(() -> open(receive, seal(new CipherState(Suite.AESGCM, KEY), PLAIN)));
	}

	@Test
	void open_longerThanNoiseAllows_isRefused() {
		assertFault(Fault.LENGTH, () -> open(new CipherState(Suite.AESGCM, KEY), new byte[65_536]));
	}

	@ParameterizedTest
	@EnumSource
	void sealAndOpen_theLongestAndTheEmptyRecord_works(Suite suite) {
		CipherState send = new CipherState(suite, KEY);
		CipherState receive = new CipherState(suite, KEY);
		byte[] longest = new byte[65_519];
		Arrays.fill(longest, (byte) 9);
		byte[] record = seal(send, longest);
		assertThat(record).hasSize(65_535);
		assertThat(open(receive, record)).isEqualTo(longest);
		assertThat(open(receive, seal(send, new byte[0]))).isEmpty();
	}

	@Test
	void seal_longerThanARecord_isRefusedAndCostsNothing() {
		CipherState send = new CipherState(Suite.AESGCM, KEY);
		assertThatIllegalArgumentException().isThrownBy(() -> seal(send, new byte[65_520]))
			.withMessage("plaintext: 65520 bytes (expected: at most 65519)");
		assertThat(open(new CipherState(Suite.AESGCM, KEY), seal(send, PLAIN))).isEqualTo(PLAIN);
	}

	@Test
	void sealAndOpen_withoutRoom_areRefusedAndCostNothing() {
		CipherState send = new CipherState(Suite.AESGCM, KEY);
		CipherState receive = new CipherState(Suite.AESGCM, KEY);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> send.seal(ByteBuffer.wrap(PLAIN), ByteBuffer.allocate(23)))
			.withMessage("output: room for 23 bytes (expected: at least 24)");
		byte[] record = seal(send, PLAIN);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> receive.open(ByteBuffer.wrap(record), ByteBuffer.allocate(7)));
		assertThat(open(receive, record)).isEqualTo(PLAIN);
	}

	static Stream<Arguments> buffers() {
		List<ByteBuffer> kinds = List.of(ByteBuffer.allocate(100), ByteBuffer.allocateDirect(100),
				ByteBuffer.allocate(200).position(50).slice());
		return Stream.of(Suite.values())
			.flatMap((suite) -> kinds.stream()
				.flatMap((from) -> kinds.stream().map((to) -> Arguments.of(suite, from, to))));
	}

	@ParameterizedTest
	@MethodSource("buffers")
	void sealAndOpen_betweenAnyKindsOfBuffer_works(Suite suite, ByteBuffer from, ByteBuffer to) {
		byte[] expected = seal(new CipherState(suite, KEY), PLAIN);
		from.clear().put(PLAIN).flip();
		assertThat(new CipherState(suite, KEY).seal(from.asReadOnlyBuffer(), to.clear().position(3))).isEqualTo(24);
		assertThat(bytes(to.flip().position(3))).isEqualTo(expected);
		ByteBuffer record = from.duplicate().clear().put(expected).flip();
		assertThat(new CipherState(suite, KEY).open(record, to.clear().position(3))).isEqualTo(8);
		assertThat(record.hasRemaining()).isFalse();
		assertThat(bytes(to.flip().position(3))).isEqualTo(PLAIN);
	}

	@ParameterizedTest
	@EnumSource
	void destroy_refusesEverythingFurther(Suite suite) {
		CipherState cipher = new CipherState(suite, KEY);
		cipher.destroy();
		assertThatIllegalStateException().isThrownBy(() -> seal(cipher, PLAIN));
		assertThatIllegalStateException().isThrownBy(() -> open(cipher, new byte[24]));
		assertThatIllegalStateException().isThrownBy(cipher::rekey);
	}

	@Test
	void key_tooShort_isRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CipherState(Suite.AESGCM, new byte[31]))
			.withMessage("key: 31 bytes (expected: at least 32)");
	}

	@Test
	void toString_showsTheCounterAndNothingSecret() {
		assertThat(new CipherState(Suite.AESGCM, KEY, -2)).hasToString("CipherState[AESGCM, n=18446744073709551614]");
	}

	private static byte[] byTheJdk(Suite suite, String nonceHex, byte[] plain) throws Exception {
		byte[] nonce = HexFormat.of().parseHex(nonceHex);
		boolean aes = suite == Suite.AESGCM;
		Cipher cipher = Cipher.getInstance(aes ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
		cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, aes ? "AES" : "ChaCha20"),
				aes ? new GCMParameterSpec(128, nonce) : new IvParameterSpec(nonce));
		return cipher.doFinal(plain);
	}

	private static byte[] seal(CipherState cipher, byte[] plain) {
		return OwnEnd.OwnRecords.seal(cipher, plain);
	}

	private static byte[] open(CipherState cipher, byte[] record) {
		return OwnEnd.OwnRecords.open(cipher, record);
	}

	private static byte[] bytes(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(bytes);
		return bytes;
	}

	private static void assertFault(Fault fault, ThrowingCallable call) {
		assertThatExceptionOfType(HandshakeException.class).isThrownBy(call)
			.satisfies((refusal) -> assertThat(refusal.fault()).isEqualTo(fault));
	}

}
