package io.noise.limit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Ranges of addresses.
 */
class IpPrefixTests {

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8, 10.255.1.2, true", "10.0.0.0/8, 11.0.0.1, false", "10.9.8.7/8, 10.0.0.1, true",
			"192.0.2.7, 192.0.2.7, true", "192.0.2.7, 192.0.2.8, false", "0.0.0.0/0, 203.0.113.9, true",
			"fd00::/8, fd12::1, true", "fd00::/8, fe80::1, false", "2001:db8::/33, 2001:db8:8000::1, false",
			"::/0, 10.0.0.1, false", "10.0.0.0/8, ::ffff:10.1.1.1, true", "10.0.0.0/31, 10.0.0.1, true",
			"10.0.0.0/31, 10.0.0.2, false" })
	void contains_looksAtTheFirstBits(String range, String address, boolean contained) {
		assertThat(IpPrefix.parse(range).contains(IpPrefix.bytes(address))).isEqualTo(contained);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "::/129",
			"example.org", "10.0.0.0/ 8", "/8", "10.0.0.0/99999999999" })
	void parse_anythingElse_isRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> IpPrefix.parse(text))
			.withMessageContaining("\"" + text + "\"")
			.withMessageContaining("expected: such as 10.0.0.0/8");
	}

}
