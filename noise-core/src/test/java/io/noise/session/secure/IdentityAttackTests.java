package io.noise.session.secure;

import java.util.Arrays;

import io.noise.identity.Identity;
import io.noise.session.Sessions;
import io.noise.session.channel.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attackers that dial and claim to be somebody else. The handshake itself is in order.
 */
class IdentityAttackTests {

	private static final String NO_PROOF = "the signature is not that key's";

	@RegisterExtension
	final Target target = new Target();

	private RawSecurePeer attacker;

	@BeforeEach
	void listen() throws Exception {
		this.target.start();
		this.attacker = this.target.attacker().begin();
		this.attacker.readAnswer();
	}

	private void assertRefused(byte[] payload, String... words) throws Exception {
		this.attacker.sendMessage3(payload).send(Frames.accept());
		this.target.assertClosed("PROTOCOL", words);
		assertThat(this.target.node().peers()).hasSize(1);
		this.attacker.close();
	}

	private byte[] claim(Identity claimed) {
		byte[] proof = this.attacker.proof();
		System.arraycopy(claimed.id().bytes(), 0, proof, 0, 32);
		return proof;
	}

	@Test
	void idOfSomebodyElse_isRefused() throws Exception {
		assertRefused(claim(Identity.generate()), NO_PROOF);
	}

	@Test
	void idOfTheHonestPeer_isRefused() throws Exception {
		byte[] proof = this.attacker.proof();
		System.arraycopy(honestId(), 0, proof, 0, 32);
		assertRefused(proof, NO_PROOF);
	}

	private byte[] honestId() {
		return this.target.node().peers().get(0).identity().orElseThrow().bytes();
	}

	@Test
	void proofOfTheOtherRole_isRefused() throws Exception {
		assertRefused(this.attacker.proof(Role.RESPONDER, this.attacker.hash(), this.attacker.staticKey()), NO_PROOF);
	}

	@Test
	void proofForAnotherStaticKey_isRefused() throws Exception {
		assertRefused(this.attacker.proof(Role.INITIATOR, this.attacker.hash(), TestKeys.fresh().publicKey()),
				NO_PROOF);
	}

	@Test
	void proofOverAnotherHash_isRefused() throws Exception {
		assertRefused(this.attacker.proof(Role.INITIATOR, new byte[32], this.attacker.staticKey()), NO_PROOF);
	}

	@Test
	void proofOfAnotherHandshakeWithTheSameKeys_isRefused() throws Exception {
		X25519KeyPair staticKeys = TestKeys.fresh();
		Identity identity = Identity.generate();
		byte[] earlier;
		try (RawSecurePeer before = this.target.attacker().identity(identity).staticKeys(staticKeys).begin()) {
			before.readAnswer();
			earlier = before.proof();
		}
		this.attacker = this.target.attacker().identity(identity).staticKeys(staticKeys).begin();
		this.attacker.readAnswer();
		assertRefused(earlier, NO_PROOF);
	}

	@Test
	void proofOfTheNodeItself_isRefused() throws Exception {
		try (RawSecurePeer other = this.target.attacker().begin()) {
			assertRefused(other.readAnswer(), NO_PROOF);
		}
	}

	@Test
	void idOfSmallOrder_isRefusedThoughItsSignatureVerifies() throws Exception {
		byte[] proof = new byte[IdentityProof.BYTES];
		proof[0] = 1;
		proof[32] = 1;
		assertRefused(proof, NO_PROOF);
	}

	@Test
	void proofWithBytesBehindIt_isRefused() throws Exception {
		assertRefused(Arrays.copyOf(this.attacker.proof(), 97), "identity proof: 97 bytes (expected: 96)");
	}

	@Test
	void proofCutShort_isRefused() throws Exception {
		assertRefused(Arrays.copyOf(this.attacker.proof(), 95), "identity proof: 95 bytes (expected: 96)");
	}

	@Test
	void noProof_isRefused() throws Exception {
		assertRefused(new byte[0], "identity proof: 0 bytes");
	}

	@Test
	void idOfTheNodeItselfWithItsKey_isRefusedAsItself() throws Exception {
		Identity own = Identity.generate();
		int port = this.target.listening(Sessions.secure(own)).port();
		try (RawSecurePeer twin = RawSecurePeer.dial(port).identity(own).shakeHands()) {
			assertThat(twin.readFrame(7).readUnsignedByte()).isEqualTo(2);
			this.target.assertClosed("REJECTED", "both ends are the same node");
		}
	}

}
