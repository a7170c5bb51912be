package io.noise;

import java.util.OptionalLong;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

class OpenFilesTests {

	@AutoClose
	final CapturedLog log = new CapturedLog(OpenFiles.class);

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void allowed_isKnown() {
		assertThat(OpenFiles.allowed().orElseThrow()).isGreaterThan(64);
	}

	@Test
	void enoughFiles_leaveTheLimitsAlone() {
		Limits asked = Limits.defaults();
		assertThat(OpenFiles.bound(asked, OptionalLong.of(64 + 2 * 512))).isSameAs(asked);
		assertThat(OpenFiles.bound(asked, OptionalLong.empty())).isSameAs(asked);
		assertThat(OpenFiles.bound(asked, OptionalLong.of(Long.MAX_VALUE))).isSameAs(asked);
		assertThat(this.log.lines()).isEmpty();
	}

	@Test
	void fewFiles_lowerBothDirections() {
		Limits bound = OpenFiles.bound(Limits.defaults(), OptionalLong.of(256));
		assertThat(bound.maxInbound()).isEqualTo(96);
		assertThat(bound.maxOutbound()).isEqualTo(96);
		assertThat(this.log.lines()).singleElement()
			.asString()
			.contains("256 files", "96 peers are let in", "ulimit -n", "noise.limits.max-inbound");
	}

	@Test
	void oneDirectionTooMany_leavesTheOtherOne() {
		Limits bound = OpenFiles.bound(Limits.defaults(), OptionalLong.of(1024));
		assertThat(bound.maxInbound()).isEqualTo(480);
		assertThat(bound.maxOutbound()).isEqualTo(128);
	}

	@Test
	void hardlyAnyFiles_leaveOnePeer() {
		assertThat(OpenFiles.bound(Limits.defaults(), OptionalLong.of(10)).maxInbound()).isEqualTo(1);
	}

}
