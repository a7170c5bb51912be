package io.noise.payload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PayloadWriterTests {

	private final PayloadWriter out = new PayloadWriter();

	@Test
	void writeFloat_andDouble_areIeee754LittleEndian() {
		this.out.writeFloat(1.5f).writeDouble(-2.0);
		assertThat(this.out.toBytes()).containsExactly(0, 0, 0xc0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0);
	}

	@Test
	void writeDouble_anyNaN_isKept() {
		long odd = 0x7ff8_0000_dead_beefL;
		this.out.writeDouble(Double.longBitsToDouble(odd));
		assertThat(PayloadReader.of(this.out.toBytes()).readLong()).isEqualTo(odd);
	}

	@Test
	void writeBoolean_isOneByte() {
		assertThat(this.out.writeBoolean(true).writeBoolean(false).toBytes()).containsExactly(1, 0);
	}

	@Test
	void writeByte_andShort_takeSignedAndUnsigned() {
		this.out.writeByte(-128).writeByte(255).writeShort(-32768).writeShort(65535);
		assertThat(this.out.toBytes()).containsExactly(0x80, 0xff, 0, 0x80, 0xff, 0xff);
	}

	@ParameterizedTest
	@ValueSource(ints = { -129, 256, Integer.MIN_VALUE, Integer.MAX_VALUE })
	void writeByte_aNumberThatDoesNotFit_isRefused(int value) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.out.writeByte(value))
			.withMessage("byte: " + value + " (expected: -128 to 255)");
		assertThat(this.out.size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { -32769, 65536, Integer.MIN_VALUE, Integer.MAX_VALUE })
	void writeShort_aNumberThatDoesNotFit_isRefused(int value) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.out.writeShort(value))
			.withMessage("short: " + value + " (expected: -32768 to 65535)");
		assertThat(this.out.size()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "\ud83d, 0", "a\ude42, 1", "ab\ude42\ud83d, 2", "\ud83d\ude42\ud83d, 2", "\ud83dx, 0" })
	void writeString_halfASurrogatePair_isRefusedAndNotReplaced(String text, int index) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.out.writeString(text))
			.withMessageContaining("half a surrogate pair at index " + index);
		assertThat(this.out.size()).isZero();
	}

	@Test
	void writeString_everyCodePoint_isItsUtf8() {
		int[] all = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
			.filter((c) -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
			.toArray();
		String text = new String(all, 0, all.length);
		byte[] payload = this.out.writeString(text).toBytes();
		assertThat(Arrays.copyOfRange(payload, 4, payload.length)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
		assertThat(PayloadReader.of(payload).readString()).isEqualTo(text);
	}

	@Test
	void writeRaw_writesThatPartWithoutItsLength() {
		assertThat(this.out.writeRaw(new byte[] { 1, 2, 3, 4 }, 1, 2).toBytes()).containsExactly(2, 3);
	}

	@ParameterizedTest
	@CsvSource({ "-1, 1", "0, 5", "4, 1", "2147483647, 1", "0, -1" })
	void writeRaw_outsideTheSource_isRefused(int offset, int length) {
		assertThatExceptionOfType(IndexOutOfBoundsException.class)
			.isThrownBy(() -> this.out.writeRaw(new byte[4], offset, length));
		assertThat(this.out.size()).isZero();
	}

	@Test
	void write_manyFields_growsAsNeeded() {
		byte[] large = new byte[300_000];
		Arrays.fill(large, (byte) 5);
		for (int i = 0; i < 1000; i++) {
			this.out.writeInt(i);
		}
		this.out.writeBytes(large);
		PayloadReader in = PayloadReader.of(this.out.toBytes());
		for (int i = 0; i < 1000; i++) {
			assertThat(in.readInt()).isEqualTo(i);
		}
		assertThat(in.readBytes()).isEqualTo(large);
		assertThat(this.out.size()).isEqualTo(4000 + 4 + large.length);
	}

	@Test
	void toBytes_isACopy() {
		byte[] before = this.out.writeByte(1).toBytes();
		this.out.reset().writeByte(2);
		assertThat(before).containsExactly(1);
		assertThat(this.out.toBytes()).containsExactly(2);
	}

	@Test
	void reset_afterALargePayload_startsAnew() {
		this.out.writeBytes(new byte[1 << 20]).reset();
		assertThat(this.out.size()).isZero();
		assertThat(this.out.writeShort(1).toBytes()).containsExactly(1, 0);
	}

	@Test
	void copyTo_copiesBehindTheIndex() {
		byte[] target = new byte[5];
		this.out.writeShort(0x0201).copyTo(target, 2);
		assertThat(target).containsExactly(0, 0, 1, 2, 0);
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> this.out.copyTo(target, 4));
	}

	@Test
	void takeBytes_givesThemAway() {
		for (int capacity : new int[] { 0, 1, 4, 100 }) {
			PayloadWriter writer = PayloadWriter.withCapacity(capacity).writeInt(7);
			byte[] taken = writer.takeBytes();
			assertThat(taken).containsExactly(7, 0, 0, 0);
			assertThat(writer.size()).isZero();
			assertThat(writer.writeInt(9).toBytes()).containsExactly(9, 0, 0, 0);
			assertThat(taken).containsExactly(7, 0, 0, 0);
		}
	}

}
