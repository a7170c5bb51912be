package io.noise.spring.boot.autoconfigure;

import java.time.Duration;

import io.noise.Node;
import io.noise.identity.Identity;
import io.noise.session.SecureOptions.Suite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Accepted and refused values of {@code noise.*}.
 */
class NoisePropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoiseAutoConfiguration.class));

	@Test
	void defaults_areThoseOfTheManual() {
		this.runner.run((context) -> {
			NoiseProperties noise = context.getBean(NoiseProperties.class);
			assertThat(noise.enabled()).isTrue();
			assertThat(noise.host()).isEqualTo("127.0.0.1");
			assertThat(noise.port()).isZero();
			assertThat(noise.externalHost()).isNull();
			assertThat(noise.externalPort()).isZero();
			assertThat(noise.metadata()).isEmpty();
			assertThat(noise.peers()).isEmpty();
			assertThat(noise.session()).isEqualTo(NoiseProperties.Session.SECURE);
			assertThat(noise.maxMessageSize()).isEqualTo(DataSize.ofMegabytes(1));
			assertThat(noise.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
			assertThat(noise.handshakeTimeout()).isEqualTo(Duration.ofSeconds(5));
			assertThat(noise.sendTimeout()).isEqualTo(Duration.ofSeconds(3));
			assertThat(noise.receiveTimeout()).isEqualTo(Duration.ofSeconds(3));
			assertThat(noise.requestTimeout()).isEqualTo(Duration.ofSeconds(5));
			assertThat(noise.slowHookThreshold()).isEqualTo(Duration.ofSeconds(10));
			assertThat(noise.limits().maxOpenRequests()).isEqualTo(1024);
			assertThat(noise.drainTimeout()).isEqualTo(Duration.ofSeconds(10));
			assertThat(noise.identity())
				.isEqualTo(new NoiseProperties.Identity(null, false, null, null, Identity.Permissions.OWNER));
			assertThat(noise.trust().mode()).isNull();
			assertThat(noise.trust().peers()).isNull();
			assertThat(noise.trust().authorizerTimeout()).isEqualTo(Duration.ofSeconds(3));
			assertThat(noise.secure().suites()).containsExactly(Suite.AESGCM, Suite.CHACHAPOLY);
			assertThat(noise.secure().network()).isEmpty();
		});
	}

	@Test
	void values_areBuiltIntoTheNode() {
		this.runner
			.withPropertyValues("noise.host=localhost", "noise.port=4711", "noise.external-host=noise.example.org",
					"noise.external-port=443", "noise.metadata.region=eu", "noise.metadata.rack=7",
					"noise.peers=10.0.0.7:3000,[::1]:3001", "noise.session=plain", "noise.max-message-size=64KB",
					"noise.connect-timeout=500ms", "noise.handshake-timeout=2s", "noise.send-timeout=200ms",
					"noise.receive-timeout=5s", "noise.request-timeout=7", "noise.slow-hook-threshold=0",
					"noise.limits.max-open-requests=16", "noise.drain-timeout=1m")
			.run((context) -> {
				Node node = context.getBean(Node.class);
				assertThat(node.host()).isEqualTo("localhost");
				assertThat(node.port()).isEqualTo(4711);
				assertThat(node.externalAddress()).isEqualTo("noise.example.org:443");
				assertThat(node.metadata()).containsEntry("region", "eu").containsEntry("rack", "7").hasSize(2);
				assertThat(node.session()).isEqualTo("plain");
				NoiseProperties noise = context.getBean(NoiseProperties.class);
				assertThat(noise.peers()).containsExactly("10.0.0.7:3000", "[::1]:3001");
				assertThat(noise.maxMessageSize()).isEqualTo(DataSize.ofKilobytes(64));
				assertThat(noise.connectTimeout()).isEqualTo(Duration.ofMillis(500));
				assertThat(noise.handshakeTimeout()).isEqualTo(Duration.ofSeconds(2));
				assertThat(noise.sendTimeout()).isEqualTo(Duration.ofMillis(200));
				assertThat(noise.receiveTimeout()).isEqualTo(Duration.ofSeconds(5));
				assertThat(noise.requestTimeout()).isEqualTo(Duration.ofSeconds(7));
				assertThat(noise.slowHookThreshold()).isEqualTo(Duration.ZERO);
				assertThat(noise.limits().maxOpenRequests()).isEqualTo(16);
				assertThat(noise.drainTimeout()).isEqualTo(Duration.ofMinutes(1));
			});
	}

	@ParameterizedTest
	@CsvSource({ "noise.port, 80, 1024 to 65535", "noise.port, -1, 1024 to 65535", "noise.port, 65536, 1024 to 65535",
			"noise.host, [::1], without brackets", "noise.host, '', a name or address",
			"noise.external-host, '', a name or address", "noise.external-port, 65536, 1 to 65535",
			"noise.external-port, -1, 1 to 65535", "noise.connect-timeout, 0s, longer than zero",
			"noise.connect-timeout, -1s, longer than zero", "noise.handshake-timeout, 0s, longer than zero",
			"noise.send-timeout, 0s, longer than zero", "noise.receive-timeout, 0s, longer than zero",
			"noise.drain-timeout, 0s, longer than zero", "noise.max-message-size, 0B, at least 1",
			"noise.max-message-size, -1B, at least 1", "noise.max-message-size, 2GB, at most 2147483647",
			"noise.peers[0], nonsense, host:port", "noise.peers[0], '', host:port", "noise.peers[0], 10.0.0.7, no port",
			"noise.peers[0], 10.0.0.7:0, impossible port", "noise.peers, nonsense, host:port",
			"noise.peers[0], abc@10.0.0.7:3000, 52 characters", "noise.limits.max-inbound, 0, at least 1",
			"noise.limits.max-open-requests, 0, at least 1", "noise.request-timeout, 0s, longer than zero",
			"noise.request-timeout, 5ns, at least PT0.001S", "noise.slow-hook-threshold, -1s, zero or longer",
			"noise.limits.handshake-rate, -1, at least 0",
			"noise.limits.exempt-addresses, nonsense, such as 10.0.0.0/8",
			"noise.limits.write-buffer-high, 1KB, the low one", "noise.limits.send-queue, 2GB, at most 2147483647",
			"noise.limits.ping-interval, 0s, longer than zero", "noise.trust.authorizer-timeout, 0s, longer than zero",
			"noise.secure.suites, 'aesgcm,aesgcm', each once",
			"noise.secure.provider, Nonesuch, 'one that is installed, ['",
			"noise.secure.provider, SunEC, AES/GCM/NoPadding" })
	void unusableValue_failsTheStart_andNamesTheProperty(String property, String value, String expected) {
		this.runner.withPropertyValues(property + "=" + value).run((context) -> {
			InvalidConfigurationPropertyValueException failure = invalidValue(context.getStartupFailure());
			assertThat(failure.getName()).isEqualTo(property);
			assertThat(failure.getReason()).contains(expected);
		});
	}

	@Test
	void unusablePeer_isNamedByItsPlaceInTheList() {
		this.runner.withPropertyValues("noise.peers[0]=10.0.0.7:3000", "noise.peers[1]=nonsense").run((context) -> {
			InvalidConfigurationPropertyValueException failure = invalidValue(context.getStartupFailure());
			assertThat(failure.getName()).isEqualTo("noise.peers[1]");
			assertThat(failure.getValue()).isEqualTo("nonsense");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "noise.session=telepathy", "noise.port=many", "noise.max-message-size=big",
			"noise.connect-timeout=soon" })
	void valueOfAnotherType_failsTheStart_andNamesTheProperty(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("Failed to bind properties under '" + property.split("=", -1)[0] + "'"));
	}

	private static InvalidConfigurationPropertyValueException invalidValue(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof InvalidConfigurationPropertyValueException found) {
				return found;
			}
		}
		throw new AssertionError("no invalid property value", failure);
	}

}
