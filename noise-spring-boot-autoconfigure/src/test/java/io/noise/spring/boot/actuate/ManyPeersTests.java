package io.noise.spring.boot.actuate;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.noise.Direction;
import io.noise.Node;
import io.noise.Peer;
import io.noise.TypeDifferences;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.Show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * Tests for the size of {@link NoiseReport} where a node has many peers with long names
 * of types.
 */
class ManyPeersTests {

	private static final int MEGABYTE = 1_000_000;

	@Test
	void report_isBelowAMegabyte() {
		Node node;
		try (Node template = Node.builder().build()) {
			node = Mockito.spy(template);
		}
		Set<String> names = longNames();
		Map<String, String> changed = new TreeMap<>();
		names.forEach((name) -> changed.put("changed " + name.substring(8), "\u20ac".repeat(256)));
		TypeDifferences types = new TypeDifferences(Set.of(), names, changed);
		List<Peer> peers = IntStream.range(0, 500).mapToObj((i) -> peer(i, types)).toList();
		given(node.peers()).willReturn(peers);
		NoiseEndpoint endpoint = new NoiseEndpoint(node, new Sanitizer(), Show.ALWAYS);
		assertThat(size(endpoint.report(true, null, null))).isLessThan(MEGABYTE);
		assertThat(size(endpoint.report(true, 300, 500))).isLessThan(MEGABYTE);
		assertThat(endpoint.report(true, 300, 500).peers()).hasSize(NoiseReport.Page.MAX_LIMIT);
	}

	/** As many as opcodes, and as long as they may be. */
	private static Set<String> longNames() {
		Set<String> names = new TreeSet<>();
		IntStream.rangeClosed(1, 255).forEach((i) -> names.add("%0255d".formatted(i)));
		return names;
	}

	private static Peer peer(int number, TypeDifferences types) {
		Peer peer = Mockito.mock(Peer.class);
		given(peer.id()).willReturn("abcdef-" + number);
		given(peer.direction()).willReturn(Direction.INBOUND);
		given(peer.remoteAddress()).willReturn("[2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff]:65535");
		given(peer.localAddress()).willReturn("[2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff]:65535");
		given(peer.connectedAt()).willReturn(Instant.EPOCH);
		given(peer.session()).willReturn("secure");
		given(peer.identity()).willReturn(Optional.empty());
		given(peer.roundTripTime()).willReturn(Optional.empty());
		given(peer.typeDifferences()).willReturn(types);
		given(peer.metadata()).willReturn(Collections.emptyMap());
		return peer;
	}

	private static int size(NoiseReport report) {
		return JsonMapper.builder().build().writeValueAsString(report).getBytes(StandardCharsets.UTF_8).length;
	}

}
