package io.noise.session.secure;

import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.FastThreadLocal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ciphers that are not used are let rest, and go on where they were.
 */
class AwakeCiphersTests {

	private static final byte[] PLAIN = { 1, 2, 3 };

	private final AwakeCiphers awake = ofThisTest();

	private final RecordCipher send = cipher();

	private final RecordCipher receive = cipher();

	private long now;

	/** Others that were used on this thread are none of its business. */
	private static AwakeCiphers ofThisTest() {
		FastThreadLocal.removeAll();
		return AwakeCiphers.here();
	}

	@Test
	void letRest_cipherNotUsedForTwoLooks_restsAndGoesOnWhenUsed() {
		exchange();
		exchange();
		assertThat(this.awake.size()).isEqualTo(2);
		look();
		assertThat(this.awake.size()).isEqualTo(2);
		look();
		assertThat(this.awake.size()).isZero();
		exchange();
		assertThat(this.awake.size()).isEqualTo(2);
		destroy();
	}

	@Test
	void letRest_cipherThatIsUsed_staysAwake() {
		for (int i = 0; i < 5; i++) {
			exchange();
			look();
		}
		assertThat(this.awake.size()).isEqualTo(2);
		destroy();
	}

	@Test
	void letRest_withinASecondOfTheLastLook_doesNothing() {
		exchange();
		look();
		this.awake.letRest(this.now + TimeUnit.MILLISECONDS.toNanos(999));
		assertThat(this.awake.size()).isEqualTo(2);
		destroy();
	}

	@Test
	void letRest_onlyOneOfTwoUsed_theOtherRests() {
		exchange();
		look();
		byte[] sealed = new byte[CipherState.MAX_MESSAGE_BYTES];
		int length = this.send.seal(PLAIN, PLAIN.length, sealed);
		look();
		assertThat(this.awake.size()).isEqualTo(1);
		this.receive.open(sealed, length, new byte[length]);
		assertThat(this.awake.size()).isEqualTo(2);
		exchange();
		destroy();
	}

	@Test
	void destroy_cipherThatIsAwake_isForgotten() {
		exchange();
		destroy();
		assertThat(this.awake.size()).isZero();
	}

	private static RecordCipher cipher() {
		return new RecordCipher(new CipherState(Suite.AESGCM, TestKeys.secret("resting")));
	}

	private void exchange() {
		byte[] sealed = new byte[CipherState.MAX_MESSAGE_BYTES];
		byte[] opened = new byte[CipherState.MAX_MESSAGE_BYTES];
		int length = this.send.seal(PLAIN, PLAIN.length, sealed);
		assertThat(this.receive.open(sealed, length, opened)).isEqualTo(PLAIN.length);
		assertThat(opened).startsWith(PLAIN);
	}

	private void look() {
		this.now += TimeUnit.SECONDS.toNanos(1);
		this.awake.letRest(this.now);
	}

	private void destroy() {
		this.send.destroy();
		this.receive.destroy();
	}

}
