package io.noise.session.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.noise.session.legacy.LegacyException.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Sealing and opening: in any memory, in order only, and not at all after the first
 * failure.
 */
class FrameCipherTests {

	private static final int[] sizes = { 0, 1, 15, 16, 17, 600, 4095, 4096, 4097, 70_000, 1 << 20 };

	private static FrameKey key(AeadCipher cipher) {
		byte[] secret = new byte[32];
		new Random(7).nextBytes(secret);
		return FrameKey.derive(SharedSecret.of(secret), KeyHash.SHA_256, cipher);
	}

	private static byte[] body(int size) {
		byte[] body = new byte[size];
		new Random(size).nextBytes(body);
		return body;
	}

	private static void assertRefused(Fault fault, OpeningCipher opening, byte[] sealed) {
		assertThatExceptionOfType(LegacyException.class).isThrownBy(() -> opening.open(sealed))
			.extracting(LegacyException::fault)
			.isEqualTo(fault);
	}

	static Stream<Arguments> memory() {
		List<Arguments> all = new ArrayList<>();
		for (AeadCipher cipher : AeadCipher.values()) {
			for (ByteBufAllocator allocator : List.of(PooledByteBufAllocator.DEFAULT,
					UnpooledByteBufAllocator.DEFAULT)) {
				all.add(Arguments.of(cipher, allocator, true));
				all.add(Arguments.of(cipher, allocator, false));
			}
		}
		return all.stream();
	}

	@ParameterizedTest
	@MethodSource("memory")
	void sealAndOpen_inBuffersOfEachKind_giveWhatArraysGive(AeadCipher cipher, ByteBufAllocator allocator,
			boolean direct) {
		SealingCipher toArray = key(cipher).sealing();
		SealingCipher toBuffer = key(cipher).sealing();
		OpeningCipher fromArray = key(cipher).opening();
		OpeningCipher fromBuffer = key(cipher).opening();
		for (int size : sizes) {
			byte[] body = body(size);
			byte[] sealed = toArray.seal(body);
			assertThat(fromArray.open(sealed)).isEqualTo(body);
			ByteBuf wire = buffer(allocator, direct);
			ByteBuf opened = buffer(allocator, direct);
			wire.writeByte(1);
			opened.writeByte(2);
			toBuffer.seal(body, wire);
			assertThat(wire.readByte()).isEqualTo((byte) 1);
			assertThat(ByteBufUtil.getBytes(wire)).isEqualTo(sealed).hasSize(SealingCipher.sealedLength(size));
			fromBuffer.open(wire, opened);
			assertThat(wire.isReadable()).isFalse();
			assertThat(opened.readByte()).isEqualTo((byte) 2);
			assertThat(ByteBufUtil.getBytes(opened)).isEqualTo(body);
			wire.release();
			opened.release();
		}
	}

	private static ByteBuf buffer(ByteBufAllocator allocator, boolean direct) {
		return direct ? allocator.directBuffer(1) : allocator.heapBuffer(1);
	}

	@ParameterizedTest
	@EnumSource
	void open_aFrameInPieces_givesItsBody(AeadCipher cipher) {
		byte[] sealed = key(cipher).sealing().seal(body(600));
		CompositeByteBuf pieces = UnpooledByteBufAllocator.DEFAULT.compositeBuffer();
		for (int i = 0; i < sealed.length; i += 100) {
			int length = Math.min(100, sealed.length - i);
			pieces.addComponent(true, UnpooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(sealed, i, length));
		}
		ByteBuf opened = UnpooledByteBufAllocator.DEFAULT.heapBuffer();
		key(cipher).opening().open(pieces, opened);
		assertThat(ByteBufUtil.getBytes(opened)).isEqualTo(body(600));
		pieces.release();
		opened.release();
	}

	@ParameterizedTest
	@EnumSource
	void open_anyBitChanged_isRefusedAndSoIsAllBehindIt(AeadCipher cipher) {
		SealingCipher sealing = key(cipher).sealing();
		byte[] first = sealing.seal(body(9));
		byte[] second = sealing.seal(body(9));
		for (int bit = 0; bit < first.length * 8; bit++) {
			byte[] changed = first.clone();
			changed[bit / 8] ^= (byte) (1 << (bit % 8));
			OpeningCipher opening = key(cipher).opening();
			assertRefused(Fault.BAD_SEAL, opening, changed);
			assertRefused(Fault.ENDED, opening, first);
			assertRefused(Fault.ENDED, opening, second);
		}
	}

	@ParameterizedTest
	@EnumSource
	void open_aFrameCutShort_isRefused(AeadCipher cipher) {
		byte[] sealed = key(cipher).sealing().seal(body(20));
		for (int length = 0; length < sealed.length; length++) {
			byte[] cut = new byte[length];
			System.arraycopy(sealed, 0, cut, 0, length);
			OpeningCipher opening = key(cipher).opening();
			assertRefused(Fault.BAD_SEAL, opening, cut);
			assertRefused(Fault.ENDED, opening, sealed);
		}
	}

	@ParameterizedTest
	@EnumSource
	void open_aFrameTwice_isRefused(AeadCipher cipher) {
		byte[] sealed = key(cipher).sealing().seal(body(20));
		OpeningCipher opening = key(cipher).opening();
		opening.open(sealed);
		assertRefused(Fault.BAD_SEAL, opening, sealed);
	}

	@ParameterizedTest
	@EnumSource
	void open_theSecondFrameFirst_isRefused(AeadCipher cipher) {
		SealingCipher sealing = key(cipher).sealing();
		sealing.seal(body(20));
		assertRefused(Fault.BAD_SEAL, key(cipher).opening(), sealing.seal(body(20)));
	}

	@ParameterizedTest
	@EnumSource
	void open_aBufferThatDoesNotOpen_makesNothingReadable(AeadCipher cipher) {
		ByteBuf wire = UnpooledByteBufAllocator.DEFAULT.heapBuffer();
		key(cipher).sealing().seal(body(600), wire);
		wire.setByte(0, wire.getByte(0) ^ 1);
		ByteBuf opened = UnpooledByteBufAllocator.DEFAULT.heapBuffer();
		assertThatExceptionOfType(LegacyException.class).isThrownBy(() -> key(cipher).opening().open(wire, opened))
			.withMessage("sealed frame 1: 616 bytes that do not open (expected: sealed with the key of this"
					+ " connection and that counter)");
		assertThat(opened.isReadable()).isFalse();
		assertThat(wire.refCnt()).isEqualTo(1);
		wire.release();
		opened.release();
	}

	@ParameterizedTest
	@EnumSource
	void seal_withTheLastCounter_isTheLastFrame(AeadCipher cipher) {
		SealingCipher sealing = key(cipher).sealing(-2);
		OpeningCipher opening = key(cipher).opening(-2);
		byte[] sealed = sealing.seal(body(5));
		assertThat(opening.open(sealed)).isEqualTo(body(5));
		assertThatExceptionOfType(LegacyException.class).isThrownBy(() -> sealing.seal(body(5)))
			.extracting(LegacyException::fault)
			.isEqualTo(Fault.ENDED);
		assertRefused(Fault.ENDED, opening, sealed);
	}

	@ParameterizedTest
	@EnumSource
	void closed_sealsAndOpensNothing(AeadCipher cipher) {
		SealingCipher sealing = key(cipher).sealing();
		byte[] sealed = sealing.seal(body(5));
		OpeningCipher opening = key(cipher).opening();
		sealing.close();
		opening.close();
		assertThatExceptionOfType(LegacyException.class).isThrownBy(() -> sealing.seal(body(5)))
			.extracting(LegacyException::fault)
			.isEqualTo(Fault.ENDED);
		assertRefused(Fault.ENDED, opening, sealed);
	}

	@ParameterizedTest
	@EnumSource
	void sealing_asksForASecondCipher_isRefused(AeadCipher cipher) {
		FrameKey key = key(cipher);
		key.sealing();
		assertThatIllegalStateException().isThrownBy(key::sealing).withMessageContaining("a second one");
	}

	@ParameterizedTest
	@EnumSource
	void keys_onceWiped_makeNothing(AeadCipher cipher) {
		FrameKey key = key(cipher);
		OpeningCipher opening = key.opening();
		key.close();
		assertThatIllegalStateException().isThrownBy(key::sealing).withMessageContaining("frame key: wiped");
		assertThatIllegalStateException().isThrownBy(key::opening).withMessageContaining("frame key: wiped");
		assertThat(opening.open(key(cipher).sealing().seal(body(5)))).isEqualTo(body(5));
		SharedSecret secret = SharedSecret.of(body(32));
		secret.close();
		assertThatIllegalStateException().isThrownBy(() -> FrameKey.derive(secret, KeyHash.SHA_256, cipher))
			.withMessageContaining("shared secret: wiped");
	}

}
