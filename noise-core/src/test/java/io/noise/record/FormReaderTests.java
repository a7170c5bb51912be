package io.noise.record;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.Optional;
import java.util.Set;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Forms as bytes, those of strangers among them.
 */
class FormReaderTests {

	private static final int MAX_BYTES = 1 << 16;

	record Order(long number, List<Item> items, Colour colour, Optional<Order> before) {
	}

	record Item(String name, Map<String, int[]> sizes, Set<Figure> figures) {
	}

	enum Colour {

		RED, GREEN

	}

	sealed interface Figure permits Dot {

	}

	record Dot() implements Figure {
	}

	record D1(D2 d) {
	}

	record D2(D3 d) {
	}

	record D3(D4 d) {
	}

	record D4(List<List<List<List<List<List<List<List<List<List<List<List<Integer>>>>>>>>>>>> d) {
	}

	record E2(List<List<List<List<List<List<List<List<List<List<List<List<Integer>>>>>>>>>>>> d) {
	}

	private static byte[] hex(String hex) {
		return HexFormat.of().parseHex(hex.replace(" ", ""));
	}

	private static void assertRefused(String hex, String why) {
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> RecordForms.read(hex(hex)))
			.withMessageContaining(why);
	}

	@Test
	void bytes_areAsDocumented() {
		byte[] told = RecordForms.write(new TreeMap<>(Map.of(7, RecordCodec.of(Item.class))), MAX_BYTES);
		assertThat(told)
			.isEqualTo(hex("01 01 07 2d 0000 04 4974656d 0300" + "0100 04 6e616d65 09" + "0200 05 73697a6573 2c 09 0c"
					+ "0300 07 66696775726573 2b 2f 0400 06 466967757265 0100" + "0500 03 446f74 2d 0500 0000"));
		assertThat(RecordForms.read(told).opcodes()).containsExactly(7);
	}

	@Test
	void references_endCycles() {
		byte[] told = RecordForms.write(new TreeMap<>(Map.of(7, RecordCodec.of(Order.class))), MAX_BYTES);
		RecordForms forms = RecordForms.read(told);
		assertThat(forms.match(7, RecordCodec.of(Order.class)).orElseThrow().isSame()).isTrue();
		assertThat(forms.match(8, RecordCodec.of(Order.class))).isEmpty();
	}

	@Test
	void typesBeyondABound_areLeftOut() {
		RecordCodec<?> fits = RecordCodec.of(Item.class);
		Map<Integer, RecordCodec<?>> types = Map.of(1, RecordCodec.of(D1.class), 2, fits);
		assertThat(RecordForms.read(RecordForms.write(new TreeMap<>(types), MAX_BYTES)).opcodes()).containsExactly(2);
		assertThat(RecordForms.read(RecordForms.write(new TreeMap<>(Map.of(1, RecordCodec.of(E2.class))), MAX_BYTES))
			.opcodes()).containsExactly(1);
		byte[] one = RecordForms.write(new TreeMap<>(Map.of(2, fits)), MAX_BYTES);
		assertThat(RecordForms.write(new TreeMap<>(Map.of(2, fits)), one.length)).hasSize(one.length);
		assertThat(RecordForms.write(new TreeMap<>(Map.of(2, fits)), one.length - 1)).isEqualTo(hex("01 00"));
	}

	@Test
	void otherVersions_areIgnored() {
		assertThat(RecordForms.read(hex("02 ffff")).opcodes()).isEmpty();
	}

	@Test
	void formsOfLaterVersions_areSkipped() {
		RecordForms forms = RecordForms.read(hex("01 02 07 80 0300 010203 08 2b 03"));
		assertThat(forms.opcodes()).containsExactlyInAnyOrder(7, 8);
		assertThat(forms.match(7, RecordCodec.of(Item.class)).orElseThrow().refusal())
			.contains("Item: record Item here, form of a later version at the peer (expected: the same)");
	}

	@Test
	void malformedForms_areRefused() {
		assertRefused("", "");
		assertRefused("01", "");
		assertRefused("01 01 00 03", "opcode 0");
		assertRefused("01 02 07 03 07 03", "each once");
		assertRefused("01 01 07 3f", "kind 63");
		assertRefused("01 01 07 00 0000", "declaration");
		assertRefused("01 01 07 28 0100 01 61", "text");
		assertRefused("01 01 07 28 0000 01 ff", "UTF-8");
		assertRefused("01 01 07 2d 0000 01 61 0001", "256 parts");
		assertRefused("01 01 07 2e 0000 01 61 0101", "257 parts");
		assertRefused("01 01 07 2e 0000 01 61 0200 0000 0000", "each name once");
		assertRefused("01 01 07 2d 0000 01 61 ffff", "65535 parts");
	}

	@Test
	void deepForms_areRefused() {
		assertThat(RecordForms.read(hex("01 01 07" + "2a".repeat(15) + "03")).opcodes()).hasSize(1);
		assertRefused("01 01 07" + "2a".repeat(16) + "03", "more than 16");
		assertRefused("01 01 07" + "2a".repeat(60_000), "more than 16");
	}

	@Test
	void recordsAlwaysWithinThemselves_areRefused() {
		assertRefused("01 01 07 2d 0000 01 61 0100 0000 00 0000", "within themselves");
		assertRefused("01 01 07 2f 0000 01 61 0100 0000 00 0000", "within themselves");
		assertRefused("01 01 07 2d 0000 01 61 0200 0000 2a 00 0000" + "0100 01 62 2d 0100 0100 0000 00 0000",
				"within themselves");
	}

	@Test
	void wideForms_areComparedInABoundedNumberOfSteps() {
		// Declarations that refer to each other in long chains.
		PayloadWriter out = new PayloadWriter();
		out.writeByte(1).writeByte(255);
		int declared = 0;
		for (int opcode = 1; opcode <= 255; opcode++) {
			out.writeByte(opcode).writeByte(45).writeShort(0);
			if (opcode == 1) {
				out.writeByte(1).writeByte('a');
			}
			declared++;
			out.writeShort(1).writeShort(1);
			if (opcode == 1) {
				out.writeByte(4).writeRaw("next".getBytes(StandardCharsets.US_ASCII), 0, 4);
			}
			out.writeByte(42).writeByte(0).writeShort((opcode == 1) ? 0 : declared - 2);
		}
		RecordForms forms = RecordForms.read(out.toBytes());
		assertThat(forms.match(255, RecordCodec.of(Chain.class)).orElseThrow().refusal())
			.contains("Chain.next: too large to be compared");
		assertThat(forms.match(1, RecordCodec.of(Chain.class)).orElseThrow().isSame()).isTrue();
	}

	record Chain(List<Chain> next) {
	}

	@Test
	void anyBytes_areReadOrRefused() {
		byte[] told = RecordForms.write(new TreeMap<>(Map.of(7, RecordCodec.of(Order.class))), MAX_BYTES);
		for (int at = 0; at < told.length; at++) {
			for (int bit = 0; bit < 8; bit++) {
				byte[] changed = told.clone();
				changed[at] ^= (byte) (1 << bit);
				try {
					RecordForms.read(changed).match(7, RecordCodec.of(Order.class));
				}
				catch (PayloadException ex) {
					assertThat(ex).hasMessageNotContaining("null");
				}
			}
		}
	}

}
