package io.noise.engine;

import java.util.List;

import io.noise.limit.IpPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The origins of inbound connections, as limits count them.
 */
class AcceptOriginTests {

	@ParameterizedTest
	@CsvSource({ "10.0.0.1, 10.0.0.1, true", "10.0.0.1, 10.0.0.2, false",
			"2001:db8:1:200::1, 2001:db8:1:2ff:ffff::2, true", "2001:db8:1:200::1, 2001:db8:1:300::1, false",
			"::ffff:10.0.0.1, 10.0.0.1, true", "fe80::1%eth0, fe80::2%eth1, true", "alpha, alpha, true",
			"alpha, beta, false" })
	void origin_address_isTheSameForWhatOneMayHold(String one, String other, boolean same) {
		assertThat(AcceptOrigin.of(one, List.of()).address().equals(AcceptOrigin.of(other, List.of()).address()))
			.isEqualTo(same);
	}

	@Test
	void origin_network_isOfIpv6() {
		assertThat(AcceptOrigin.of("10.0.0.1", List.of()).network()).isNull();
		assertThat(AcceptOrigin.of("2001:db8:1:1::1", List.of()).network())
			.isEqualTo(AcceptOrigin.of("2001:db8:1:ffff::1", List.of()).network())
			.isNotEqualTo(AcceptOrigin.of("2001:db8:2:1::1", List.of()).network());
	}

	@Test
	void origin_loopbackAndExempt_areNotCounted() {
		List<IpPrefix> exempt = List.of(IpPrefix.parse("10.0.0.0/8"));
		assertThat(AcceptOrigin.of("127.0.0.9", List.of()).counted()).isFalse();
		assertThat(AcceptOrigin.of("::1", List.of()).counted()).isFalse();
		assertThat(AcceptOrigin.of("10.1.2.3", exempt).counted()).isFalse();
		assertThat(AcceptOrigin.of("10.1.2.3", List.of()).counted()).isTrue();
		assertThat(AcceptOrigin.of("11.1.2.3", exempt).counted()).isTrue();
	}

}
