package io.noise.session.secure;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import com.southernstorm.noise.protocol.Noise;
import io.noise.session.channel.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * This implementation against noise-java: whatever one writes, the other reads, and both
 * come to the same bytes. The same numbers in each run.
 */
class NoiseJavaDifferentialTests {

	private static final int HANDSHAKES_PER_SUITE = 500;

	private static final int RECORDS_PER_SUITE_AND_DIRECTION = 25_000;

	private static final int RECORDS_PER_KEY = 1_000;

	private static final int MAX_PLAIN_BYTES = 65_519;

	private final Random random = new Random(29);

	@ParameterizedTest
	@EnumSource
	void handshakes_betweenTheTwo_agree(Suite suite) {
		for (int i = 0; i < HANDSHAKES_PER_SUITE; i++) {
			Role ownRole = this.random.nextBoolean() ? Role.INITIATOR : Role.RESPONDER;
			byte[] prologue = bytes(this.random.nextInt(100));
			X25519KeyPair s = TestKeys.of(bytes(32));
			OwnEnd own = new OwnEnd(new Handshake(ownRole, suite, Hash.SHA256, prologue, s, TestKeys.of(bytes(32))));
			Role otherRole = (ownRole == Role.INITIATOR) ? Role.RESPONDER : Role.INITIATOR;
			NoiseJavaEnd other = new NoiseJavaEnd(otherRole, suite.protocolName(Hash.SHA256), prologue, bytes(32),
					bytes(32));
			End initiator = (ownRole == Role.INITIATOR) ? own : other;
			End responder = (ownRole == Role.INITIATOR) ? other : own;
			send(initiator, responder);
			send(responder, initiator);
			send(initiator, responder);
			assertThat(own.hash()).isEqualTo(other.hash());
			assertThat(other.remoteStatic()).isEqualTo(s.publicKey());
			exchangeRecords(initiator.split(), responder.split());
		}
	}

	private void send(End from, End to) {
		byte[] payload = bytes(this.random.nextInt(200));
		assertThat(to.read(from.write(payload))).isEqualTo(payload);
	}

	private void exchangeRecords(End.Records one, End.Records two) {
		for (int i = 0; i < 4; i++) {
			byte[] plain = bytes(this.random.nextInt(200));
			assertThat(two.open(one.seal(plain))).isEqualTo(plain);
			assertThat(one.open(two.seal(plain))).isEqualTo(plain);
		}
	}

	/** noise-java has no rekey: here it gets its new keys from the JDK alone. */
	@ParameterizedTest
	@EnumSource
	void records_betweenTheTwo_agree(Suite suite) throws GeneralSecurityException {
		byte[] key = bytes(CipherState.KEY_BYTES);
		CipherState send = new CipherState(suite, key);
		CipherState receive = new CipherState(suite, key);
		com.southernstorm.noise.protocol.CipherState other = Noise
			.createCipher((suite == Suite.AESGCM) ? "AESGCM" : "ChaChaPoly");
		other.initializeKey(key, 0);
		com.southernstorm.noise.protocol.CipherState otherReceive = other.fork(key, 0);
		for (int n = 0; n < RECORDS_PER_SUITE_AND_DIRECTION; n++) {
			if (n > 0 && n % RECORDS_PER_KEY == 0) {
				key = nextKey(suite, key);
				send.rekey();
				receive.rekey();
				other.initializeKey(key, 0);
				otherReceive.initializeKey(key, 0);
				other.setNonce(n);
				otherReceive.setNonce(n);
			}
			byte[] plain = bytes(plainBytes(n));
			byte[] record = OwnEnd.OwnRecords.seal(send, plain);
			byte[] otherRecord = NoiseJavaEnd.seal(other, plain);
			assertThat(Arrays.equals(record, otherRecord)).as("record %d", n).isTrue();
			assertThat(Arrays.equals(NoiseJavaEnd.open(otherReceive, record), plain)).as("record %d", n).isTrue();
			assertThat(Arrays.equals(OwnEnd.OwnRecords.open(receive, otherRecord), plain)).as("record %d", n).isTrue();
		}
	}

	/** Mostly small, now and then any size, at the start both ends of the range. */
	private int plainBytes(int n) {
		if (n < 2) {
			return n * MAX_PLAIN_BYTES;
		}
		return this.random.nextInt((n % 500 == 0) ? MAX_PLAIN_BYTES + 1 : 150);
	}

	private static byte[] nextKey(Suite suite, byte[] key) throws GeneralSecurityException {
		byte[] nonce = { 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1 };
		boolean aes = suite == Suite.AESGCM;
		Cipher cipher = Cipher.getInstance(aes ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
		cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, aes ? "AES" : "ChaCha20"),
				aes ? new GCMParameterSpec(128, nonce) : new IvParameterSpec(nonce));
		return Arrays.copyOf(cipher.doFinal(new byte[32]), 32);
	}

	private byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

}
