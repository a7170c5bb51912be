package io.noise.session.secure;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.noise.session.channel.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Two ends that mean well, and callers that do not keep to the order.
 */
class HandshakeTests {

	private static final byte[] NOTHING = {};

	private final Handshake initiator = TestKeys.initiator(Suite.AESGCM);

	private final Handshake responder = TestKeys.responder(Suite.AESGCM);

	@ParameterizedTest
	@EnumSource
	void handshake_betweenFreshKeys_agrees(Suite suite) {
		X25519KeyPair s1 = TestKeys.fresh();
		X25519KeyPair s2 = TestKeys.fresh();
		Handshake one = TestKeys.handshake(Role.INITIATOR, suite, s1, TestKeys.fresh());
		Handshake two = TestKeys.handshake(Role.RESPONDER, suite, s2, TestKeys.fresh());
		assertThat(two.read(one.write(ascii("first")))).isEqualTo(ascii("first"));
		assertThat(one.read(two.write(ascii("second")))).isEqualTo(ascii("second"));
		assertThat(two.read(one.write(ascii("third")))).isEqualTo(ascii("third"));
		assertThat(one.hash()).isEqualTo(two.hash()).hasSize(32);
		assertThat(one.remoteStatic()).isEqualTo(s2.publicKey());
		assertThat(two.remoteStatic()).isEqualTo(s1.publicKey());
		CipherState.Pair oneTransport = one.split();
		CipherState.Pair twoTransport = two.split();
		byte[] there = OwnEnd.OwnRecords.seal(oneTransport.send(), ascii("there"));
		byte[] back = OwnEnd.OwnRecords.seal(twoTransport.send(), ascii("there"));
		assertThat(there).isNotEqualTo(back);
		assertThat(OwnEnd.OwnRecords.open(twoTransport.receive(), there)).isEqualTo(ascii("there"));
		assertThat(OwnEnd.OwnRecords.open(oneTransport.receive(), back)).isEqualTo(ascii("there"));
	}

	@Test
	void messages_areAsLongAsTheSpecificationSays() {
		byte[] first = this.initiator.write(ascii("12345"));
		this.responder.read(first);
		byte[] second = this.responder.write(ascii("12345"));
		this.initiator.read(second);
		byte[] third = this.initiator.write(ascii("12345"));
		assertThat(List.of(first.length, second.length, third.length)).containsExactly(32 + 5, 32 + 48 + 21, 48 + 21);
	}

	@Test
	void hash_afterEachMessage_isTheSameAtBothEndsAndNew() {
		byte[] before = this.initiator.hash();
		assertThat(this.responder.hash()).isEqualTo(before);
		this.responder.read(this.initiator.write(NOTHING));
		byte[] first = this.initiator.hash();
		assertThat(this.responder.hash()).isEqualTo(first).isNotEqualTo(before);
		this.initiator.read(this.responder.write(NOTHING));
		assertThat(this.initiator.hash()).isEqualTo(this.responder.hash()).isNotEqualTo(first);
	}

	@Test
	void remoteStatic_beforeItIsKnown_isRefused() {
		this.responder.read(this.initiator.write(NOTHING));
		assertThatIllegalStateException().isThrownBy(this.responder::remoteStatic)
			.withMessageContaining("remoteStatic by RESPONDER after message 1");
	}

	@Test
	void write_byTheResponderFirst_isRefused() {
		assertThatIllegalStateException().isThrownBy(() -> this.responder.write(NOTHING))
			.withMessageContaining("write by RESPONDER after message 0");
	}

	@Test
	void read_byTheInitiatorFirst_isRefused() {
		assertThatIllegalStateException().isThrownBy(() -> this.initiator.read(new byte[32]))
			.withMessageContaining("read by INITIATOR after message 0");
	}

	@Test
	void write_twice_isRefusedAndEndsTheHandshake() {
		this.responder.read(this.initiator.write(NOTHING));
		assertThatIllegalStateException().isThrownBy(() -> this.initiator.write(NOTHING));
		byte[] second = this.responder.write(NOTHING);
		assertThatIllegalStateException().isThrownBy(() -> this.initiator.read(second));
	}

	@Test
	void split_beforeTheLastMessage_isRefused() {
		this.responder.read(this.initiator.write(NOTHING));
		this.initiator.read(this.responder.write(NOTHING));
		assertThatIllegalStateException().isThrownBy(this.initiator::split)
			.withMessageContaining("split by INITIATOR after message 2");
	}

	@Test
	void afterTheLastMessage_noneIsWrittenOrRead() {
		complete();
		assertThatIllegalStateException().isThrownBy(() -> this.responder.write(NOTHING));
		assertThatIllegalStateException().isThrownBy(() -> this.initiator.read(NOTHING));
	}

	@Test
	void split_endsTheHandshake() {
		complete();
		this.initiator.split();
		assertThatIllegalStateException().isThrownBy(this.initiator::split);
		assertThatIllegalStateException().isThrownBy(this.initiator::hash);
		assertThatIllegalStateException().isThrownBy(this.initiator::remoteStatic);
	}

	@Test
	void destroy_refusesEverythingFurther() {
		complete();
		this.initiator.destroy();
		assertThatIllegalStateException().isThrownBy(this.initiator::split);
	}

	@Test
	void destroy_wipesTheEphemeralKeyAndLeavesTheStaticOne() {
		X25519KeyPair s = TestKeys.keyPair("s");
		X25519KeyPair e = TestKeys.keyPair("e");
		TestKeys.handshake(Role.INITIATOR, Suite.AESGCM, s, e).destroy();
		byte[] remote = TestKeys.RESPONDER_STATIC.publicKey();
		assertThatIllegalStateException().isThrownBy(() -> e.dh(remote));
		assertThat(s.dh(remote)).hasSize(32);
	}

	@Test
	void write_payloadLongerThanAMessage_isRefused() {
		this.responder.read(this.initiator.write(NOTHING));
		assertThatIllegalArgumentException().isThrownBy(() -> this.responder.write(new byte[65_536]))
			.withMessage("plaintext: 65536 bytes (expected: at most 65519)");
	}

	private void complete() {
		this.responder.read(this.initiator.write(NOTHING));
		this.initiator.read(this.responder.write(NOTHING));
		this.responder.read(this.initiator.write(NOTHING));
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
