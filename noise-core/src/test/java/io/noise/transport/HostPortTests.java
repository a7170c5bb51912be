package io.noise.transport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HostPortTests {

	@ParameterizedTest
	@CsvSource({ "127.0.0.1:3000, 127.0.0.1, 3000", "example.org:1, example.org, 1", "[::1]:65535, ::1, 65535",
			"[fe80::1%eth0]:80, fe80::1%eth0, 80", "my_host-1:3000, my_host-1, 3000",
			"[::ffff:1.2.3.4]:5, ::ffff:1.2.3.4, 5" })
	void parse_anAddress_givesHostAndPortAndPrintsItBack(String text, String host, int port) {
		HostPort address = HostPort.parse(text);
		assertThat(address).isEqualTo(new HostPort(host, port)).hasToString(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nonsense", "host:", ":3000", "host:0", "host:65536", "host:-1", "host:+1", "host:1x",
			"host:99999999999", "::1", "::1:3000", "[::1]", "[::1]:", "[]:1", "[host]:1", "a b:1", "http://host:1",
			"host:1/", "id@host:1", " host:1", "host:1 ", "host:١" })
	void parse_anythingElse_isRefusedWithTheTextAndTheForm(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text))
			.withMessageContaining("\"" + text + "\"")
			.withMessageContaining("expected: host:port or [IPv6]:port");
	}

	@Test
	void parse_aHugeText_isRefusedWithoutRepeatingIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse("a".repeat(100_000) + ":1"))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(500));
	}

}
