package io.noise.spring.boot.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import io.noise.Node;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every number, size and duration of {@code noise.*}, at, below and above its ends, by
 * its own name.
 */
class NoisePropertiesEndsTests {

	private static final String MOST = String.valueOf(Integer.MAX_VALUE);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoiseAutoConfiguration.class))
		.withInitializer((context) -> context.getBeanFactory()
			.setConversionService(ApplicationConversionService.getSharedInstance()));

	/**
	 * A property, with another one that it needs to matter or to reach its end.
	 */
	record Property(String name, List<String> good, List<String> bad, String beside) {

		Property(String name, List<String> good, List<String> bad) {
			this(name, good, bad, "noise.enabled=true");
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	private static Property number(String name, int lowest) {
		return new Property("noise.limits." + name, List.of(String.valueOf(lowest), MOST),
				List.of(String.valueOf(lowest - 1), String.valueOf(Integer.MIN_VALUE), "2147483648"));
	}

	private static Property size(String name, String beside) {
		return new Property(name, List.of("1B", MOST + "B"),
				List.of("0B", "-1B", "-1GB", "2GB", "3GB", "2147483648B", Long.MAX_VALUE + "B", "9TB"), beside);
	}

	/** A duration within this machine, which may be as short as one likes. */
	private static Property time(String name) {
		return time(name, "1ns", "0ns");
	}

	private static Property time(String name, String least, String tooShort) {
		return new Property(name, List.of(least, "365d", "PT8760H"),
				List.of(tooShort, "0s", "0ns", "-1ns", "-1s", "366d", "PT8760H0.000000001S",
						"PT" + Long.MAX_VALUE + "S", "PT-" + Long.MAX_VALUE + "S"),
				name.contains("legacy") ? "noise.session=legacy" : "noise.limits.ping-interval=365d");
	}

	static final List<Property> properties = List.of(
			new Property("noise.port", List.of("0", "1024", "65535"), List.of("-1", "1", "1023", "65536", MOST)),
			new Property("noise.external-port", List.of("0", "1", "65535"), List.of("-1", "65536", MOST)),
			size("noise.max-message-size", "noise.enabled=true"), time("noise.connect-timeout", "10ms", "9ms"),
			time("noise.handshake-timeout", "100ms", "99ms"), time("noise.send-timeout"), time("noise.receive-timeout"),
			time("noise.drain-timeout"), time("noise.request-timeout", "1ms", "999us"),
			new Property("noise.slow-hook-threshold", List.of("0s", "365d", "1ns"),
					List.of("-1ns", "-1s", "366d", "PT8760H0.000000001S", "PT" + Long.MAX_VALUE + "S")),
			time("noise.trust.authorizer-timeout"), time("noise.legacy.handshake-timeout", "100ms", "99ms"),
			time("noise.legacy.ack-timeout", "100ms", "99ms"), number("max-inbound", 1), number("max-outbound", 1),
			number("max-per-address", 1), number("max-per-network", 1), number("accept-rate", 1),
			number("accept-burst", 1), number("handshake-rate", 0), number("max-pending-handshakes", 1),
			number("max-concurrent-dials", 1), number("max-waiting-dials", 0), number("max-open-requests", 1),
			time("noise.limits.frame-timeout", "100ms", "99ms"), time("noise.limits.ping-interval", "100ms", "99ms"),
			time("noise.limits.ping-timeout", "100ms", "99ms"), time("noise.limits.stall-timeout", "100ms", "99ms"),
			size("noise.limits.receive-queue", "noise.enabled=true"),
			size("noise.limits.send-queue", "noise.enabled=true"),
			size("noise.limits.write-buffer-low", "noise.limits.write-buffer-high=" + MOST + "B"),
			size("noise.limits.write-buffer-high", "noise.limits.write-buffer-low=1B"));

	@ParameterizedTest
	@FieldSource("properties")
	void valuesAtTheEnds_areTaken(Property property) {
		for (String good : property.good()) {
			this.runner.withPropertyValues(property.beside(), property.name() + "=" + good)
				.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Node.class));
		}
	}

	@ParameterizedTest
	@FieldSource("properties")
	void valuesBeyondTheEnds_failTheStartByName(Property property) {
		for (String bad : property.bad()) {
			this.runner.withPropertyValues(property.beside(), property.name() + "=" + bad)
				.run((context) -> assertThat(nameOf(context.getStartupFailure())).as("%s=%s", property, bad)
					.isEqualTo(property.name()));
		}
	}

	/** The name under which a failure of the start tells of a value. */
	private static String nameOf(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof InvalidConfigurationPropertyValueException invalid) {
				assertThat(invalid.getReason()).contains("(expected: ");
				return invalid.getName();
			}
			if (cause instanceof BindException unbound && unbound.getProperty() != null) {
				return unbound.getProperty().getName().toString();
			}
		}
		throw new AssertionError("no property is named", failure);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2MB", "1025KB" })
	void writeBufferLow_aboveTheHighOne_isReportedByItsOwnName(String low) {
		this.runner.withPropertyValues("noise.limits.write-buffer-low=" + low)
			.run((context) -> assertThat(nameOf(context.getStartupFailure()))
				.isEqualTo("noise.limits.write-buffer-low"));
	}

	/** Fails for a property that is added later and forgotten here. */
	@Test
	void properties_areAllThatThereAre() {
		Stream<String> all = Stream
			.of(names("noise.", NoiseProperties.class), names("noise.trust.", NoiseProperties.Trust.class),
					names("noise.legacy.", NoiseProperties.Legacy.class),
					names("noise.limits.", NoiseProperties.Limits.class))
			.flatMap((names) -> names);
		assertThat(properties.stream().map(Property::name)).containsAll(all.toList());
	}

	private static Stream<String> names(String prefix, Class<?> properties) {
		return Arrays.stream(properties.getRecordComponents())
			.filter((component) -> Set.of(int.class, Duration.class, DataSize.class).contains(component.getType()))
			.map(RecordComponent::getName)
			.map((name) -> prefix + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "secure", "plain", "legacy" })
	void highestValuesTogether_start(String session) {
		String[] highest = properties.stream()
			.filter((property) -> !property.name().contains("port"))
			.map((property) -> property.name() + "=" + property.good().get(1))
			.toArray(String[]::new);
		this.runner.withPropertyValues(highest).withPropertyValues("noise.session=" + session).run((context) -> {
			Node node = context.getBean(Node.class);
			node.listen();
			try (Node other = other(session)) {
				assertThat(other.dial(node.externalAddress()).isConnected()).isTrue();
			}
		});
	}

	private static Node other(String session) {
		return switch (session) {
			case "plain" -> Node.builder().session(Sessions.plain()).build();
			case "legacy" -> Node.builder().session(Sessions.legacy()).build();
			default -> Node.builder().build();
		};
	}

}
