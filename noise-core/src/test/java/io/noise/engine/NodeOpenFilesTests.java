package io.noise.engine;

import java.util.OptionalLong;

import io.noise.CapturedLog;
import io.noise.Limits;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

class NodeOpenFilesTests {

	@AutoClose
	final CapturedLog log = new CapturedLog(NodeOpenFiles.class);

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void allowed_isKnown() {
		assertThat(NodeOpenFiles.allowed().orElseThrow()).isGreaterThan(64);
	}

	@Test
	void enoughFiles_leaveTheLimitsAlone() {
		Limits asked = Limits.defaults();
		assertThat(NodeOpenFiles.bound(asked, OptionalLong.of(64 + 2 * 512))).isSameAs(asked);
		assertThat(NodeOpenFiles.bound(asked, OptionalLong.empty())).isSameAs(asked);
		assertThat(NodeOpenFiles.bound(asked, OptionalLong.of(Long.MAX_VALUE))).isSameAs(asked);
		assertThat(this.log.lines()).isEmpty();
	}

	@Test
	void fewFiles_lowerBothDirections() {
		Limits bound = NodeOpenFiles.bound(Limits.defaults(), OptionalLong.of(256));
		assertThat(bound.maxInbound()).isEqualTo(96);
		assertThat(bound.maxOutbound()).isEqualTo(96);
		assertThat(this.log.lines()).singleElement()
			.asString()
			.contains("256 files", "96 inbound and 96 outbound peers", "ulimit -n", "noise.limits.max-inbound");
	}

	@Test
	void oneDirectionTooMany_leavesTheOtherOne() {
		Limits bound = NodeOpenFiles.bound(Limits.defaults(), OptionalLong.of(1024));
		assertThat(bound.maxInbound()).isEqualTo(480);
		assertThat(bound.maxOutbound()).isEqualTo(128);
	}

	@Test
	void hardlyAnyFiles_leaveOnePeer() {
		assertThat(NodeOpenFiles.bound(Limits.defaults(), OptionalLong.of(10)).maxInbound()).isEqualTo(1);
	}

}
