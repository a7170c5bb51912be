package io.noise.identity;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NodeIdTests {

	@Test
	void text_ofRandomIds_is52CharactersAndReadsBack() {
		Random random = new Random(1);
		for (int i = 0; i < 1_000; i++) {
			byte[] key = new byte[NodeId.BYTES];
			random.nextBytes(key);
			NodeId id = NodeId.of(key);
			assertThat(id.toString()).hasSize(52).matches("[a-z2-7]+");
			assertThat(NodeId.parse(id.toString())).isEqualTo(id).hasSameHashCodeAs(id);
			assertThat(id.bytes()).isEqualTo(key);
		}
	}

	@Test
	void text_ofKnownBytes_isRfc4648() {
		byte[] key = new byte[NodeId.BYTES];
		System.arraycopy("foobar".getBytes(StandardCharsets.US_ASCII), 0, key, 0, 6);
		// RFC 4648 section 10: "foobar" is MZXW6YTBOI======, here followed by zeros.
		assertThat(NodeId.of(key).toString()).startsWith("mzxw6ytboi").matches("mzxw6ytboia+");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "abc", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void parse_anythingElse_isRefusedWithTheText(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> NodeId.parse(text))
			.withMessageContaining("\"" + text + "\"")
			.withMessageContaining("expected: 52 characters of a-z and 2-7");
	}

	@Test
	void of_anotherLength_isRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> NodeId.of(new byte[31])).withMessageContaining("31");
	}

	@Test
	void bytes_areCopies() {
		byte[] key = new byte[NodeId.BYTES];
		NodeId id = NodeId.of(key);
		key[0] = 1;
		id.bytes()[1] = 1;
		assertThat(id).isEqualTo(NodeId.of(new byte[NodeId.BYTES]));
	}

	@Test
	void order_isUnsigned() {
		byte[] high = new byte[NodeId.BYTES];
		high[0] = (byte) 0x80;
		assertThat(NodeId.of(high)).isGreaterThan(NodeId.of(new byte[NodeId.BYTES]));
	}

	@Test
	void generate_givesDifferentIds() {
		Set<NodeId> ids = new HashSet<>();
		for (int i = 0; i < 20; i++) {
			ids.add(Identity.generate().id());
		}
		assertThat(ids).hasSize(20);
	}

}
