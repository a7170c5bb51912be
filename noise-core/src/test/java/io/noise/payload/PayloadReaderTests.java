package io.noise.payload;

import java.util.HexFormat;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PayloadReaderTests {

	static Stream<Arguments> fixedFields() {
		return Stream.of(arguments("byte", 1, reading(PayloadReader::readByte)),
				arguments("byte", 1, reading(PayloadReader::readUnsignedByte)),
				arguments("byte", 1, reading(PayloadReader::readBoolean)),
				arguments("short", 2, reading(PayloadReader::readShort)),
				arguments("short", 2, reading(PayloadReader::readUnsignedShort)),
				arguments("int", 4, reading(PayloadReader::readInt)),
				arguments("int", 4, reading(PayloadReader::readUnsignedInt)),
				arguments("int", 4, reading(PayloadReader::readFloat)),
				arguments("int", 4, reading(PayloadReader::readString)),
				arguments("int", 4, reading(PayloadReader::readBytes)),
				arguments("long", 8, reading(PayloadReader::readLong)),
				arguments("long", 8, reading(PayloadReader::readDouble)));
	}

	private static Function<PayloadReader, Object> reading(Function<PayloadReader, Object> read) {
		return read;
	}

	@ParameterizedTest
	@MethodSource("fixedFields")
	void read_aFieldCutShort_isRefusedWithFieldOffsetAndBytes(String field, int size,
			Function<PayloadReader, Object> read) {
		for (int left = 0; left < size; left++) {
			PayloadReader in = PayloadReader.of(new byte[20], 3, 2 + left);
			in.readShort();
			assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> read.apply(in))
				.withMessage(field + " at offset 2: " + left + " bytes left (expected: " + size + ")")
				.satisfies((ex) -> assertThat(ex.getStackTrace()).isEmpty());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "0600000068656c6c6f", "ffffffff68656c6c6f", "0000008068656c6c6f", "ffffff7f68656c6c6f" })
	void readString_andBytes_lengthAboveTheRest_isRefusedBeforeAnythingIsAllocated(String payload) {
		long announced = reader(payload).readUnsignedInt();
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> reader(payload).readString())
			.withMessage("string at offset 4: 5 bytes left (expected: " + announced + ")");
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> reader(payload).readBytes())
			.withMessage("bytes at offset 4: 5 bytes left (expected: " + announced + ")");
	}

	@Test
	void readBoolean_otherThanZeroAndOne_isRefused() {
		assertThat(reader("01").readBoolean()).isTrue();
		assertThat(reader("00").readBoolean()).isFalse();
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> reader("02").readBoolean())
			.withMessage("boolean at offset 0: 2 (expected: 0 or 1)");
	}

	@Test
	void readUnsigned_givesWhatSignedTypesCannotHold() {
		PayloadReader in = reader("fffffffffffffe");
		assertThat(in.readUnsignedByte()).isEqualTo(255);
		assertThat(in.readUnsignedShort()).isEqualTo(65535);
		assertThat(in.readUnsignedInt()).isEqualTo(0xfeffffffL);
	}

	@ParameterizedTest
	@ValueSource(strings = { "c328", "ff", "80", "c0af", "eda080", "f4908080", "e282", "41efbfbd80" })
	void readString_malformed_isRefusedOrReplacedAsAsked(String text) {
		String payload = String.format("%02x000000", text.length() / 2) + text;
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> reader(payload).readString())
			.withMessage("string at offset 0: malformed text (expected: UTF-8)");
		PayloadReader lenient = reader(payload).replacingMalformedText();
		assertThat(lenient.readString()).contains("\ufffd");
		assertThat(lenient.remaining()).isZero();
	}

	@Test
	void readString_aReplacementCharacterThatWasSent_isNoError() {
		assertThat(reader("03000000efbfbd").readString()).isEqualTo("\ufffd");
	}

	@Test
	void read_aPartOfAnArray_seesNothingElse() {
		PayloadReader in = PayloadReader.of(new byte[] { 9, 9, 1, 2, 3, 9 }, 2, 3);
		assertThat(in.remaining()).isEqualTo(3);
		assertThat(in.readRaw(2)).containsExactly(1, 2);
		assertThat(in.offset()).isEqualTo(2);
		assertThat(in.readRemaining()).containsExactly(3);
		assertThat(in.remaining()).isZero();
		assertThat(in.readRemaining()).isEmpty();
		assertThatExceptionOfType(PayloadException.class).isThrownBy(in::readByte);
	}

	@Test
	void of_aPartThatTheArrayDoesNotHave_isRefused() {
		assertThatExceptionOfType(IndexOutOfBoundsException.class)
			.isThrownBy(() -> PayloadReader.of(new byte[4], 2, 3));
	}

	@Test
	void readRaw_moreThanIsLeft_isRefused() {
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> reader("0102").readRaw(Integer.MAX_VALUE))
			.withMessage("raw bytes at offset 0: 2 bytes left (expected: 2147483647)");
		assertThatIllegalArgumentException().isThrownBy(() -> reader("0102").readRaw(-1));
	}

	@Test
	void readBytes_isACopy() {
		byte[] payload = { 1, 0, 0, 0, 5 };
		byte[] read = PayloadReader.of(payload).readBytes();
		payload[4] = 6;
		assertThat(read).containsExactly(5);
	}

	private static PayloadReader reader(String hex) {
		return PayloadReader.of(HexFormat.of().parseHex(hex));
	}

}
