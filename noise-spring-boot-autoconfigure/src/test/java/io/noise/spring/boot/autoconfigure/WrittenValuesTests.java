package io.noise.spring.boot.autoconfigure;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.noise.Node;
import io.noise.identity.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Values of properties as people write them, and as platforms set them.
 */
@ExtendWith(OutputCaptureExtension.class)
class WrittenValuesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoiseAutoConfiguration.class));

	@TempDir
	Path directory;

	// --- durations

	/** All properties that are durations. */
	static Stream<String> durations() {
		return durations("noise.", NoiseProperties.class);
	}

	private static Stream<String> durations(String prefix, Class<?> properties) {
		return Arrays.stream(properties.getRecordComponents()).flatMap((component) -> {
			String name = prefix + dashed(component);
			return component.getType().isRecord() ? durations(name + ".", component.getType())
					: (component.getType() == Duration.class) ? Stream.of(name) : Stream.empty();
		});
	}

	private static String dashed(RecordComponent component) {
		return ConfigurationPropertyName.of(component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
			.toString();
	}

	@ParameterizedTest
	@MethodSource("durations")
	void durationWithoutUnit_isSeconds(String property) throws IOException {
		this.runner.withPropertyValues(property + "=5").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(NoiseProperties.class)).asString().contains("PT5S");
		});
		assertThat(description(property)).contains("If a duration suffix is not specified, seconds will be used.");
	}

	@Test
	void durations_areFound() {
		assertThat(durations()).contains("noise.handshake-timeout", "noise.limits.ping-timeout",
				"noise.legacy.ack-timeout", "noise.trust.authorizer-timeout");
	}

	private static String description(String property) throws IOException {
		try (var metadata = NoiseProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			String text = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
			int start = text.indexOf("\"name\": \"" + property + "\"");
			return text.substring(start, text.indexOf('}', start));
		}
	}

	@ParameterizedTest
	@CsvSource({ "noise.handshake-timeout=5ms, noise.handshake-timeout",
			"noise.connect-timeout=1ms, noise.connect-timeout",
			"noise.limits.ping-timeout=31s, noise.limits.ping-timeout",
			"noise.limits.ping-timeout=5ms, noise.limits.ping-timeout",
			"noise.limits.ping-interval=5ms, noise.limits.ping-interval",
			"noise.limits.frame-timeout=5ms, noise.limits.frame-timeout",
			"noise.limits.stall-timeout=5ms, noise.limits.stall-timeout",
			"noise.handshake-timeout=0, noise.handshake-timeout", "noise.send-timeout=-1, noise.send-timeout",
			"noise.drain-timeout=0, noise.drain-timeout" })
	void valueThatCannotWork_failsTheStart(String property, String name, CapturedOutput output) {
		assertThat(catchThrowable(() -> start("--" + property))).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START", name, "expected: ");
	}

	@Test
	void pingTimeout_fitsTheInterval_whereItIsNotSet() {
		this.runner.withPropertyValues("noise.limits.ping-interval=2s")
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner.withPropertyValues("noise.limits.ping-interval=2s", "noise.limits.ping-timeout=2s")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	// --- files

	@ParameterizedTest
	@ValueSource(strings = { "%s/node.pem", "file:%s/node.pem", "file://%s/node.pem", "  %s/node.pem\n",
			"%s/my keys/node.pem", "file:%s/my keys/node.pem", "file:%s/my%%20keys/node.pem", "file:%s/100%%/node.pem",
			"file:///%s/a[1]/node.pem" })
	void location_isAPathOrAFileUrl(String location) {
		String written = String.format(location, this.directory);
		this.runner.withPropertyValues("noise.identity.create-if-missing=true")
			.withInitializer(property("noise.identity.location", written))
			.run((context) -> assertThat(context).hasNotFailed());
		try (Stream<Path> files = Files.find(this.directory, 3, (path, attributes) -> attributes.isRegularFile())) {
			assertThat(files).singleElement().satisfies((file) -> {
				String path = this.directory.relativize(file).toString();
				assertThat(path).isEqualTo(written.strip()
					.replaceFirst(".*" + this.directory.getFileName() + "/", "")
					.replace("%20", " "));
			});
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "file:./no-such/node.pem", "no-such/node.pem", "file:no-such/node.pem", "./no-such/node.pem" })
	void relativeLocation_isBelowTheWorkingDirectory(String location) {
		this.runner.withPropertyValues("noise.identity.location=" + location)
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(
					"identity file " + Path.of(location.replace("file:", "")).toAbsolutePath() + ": missing"));
		this.runner.withPropertyValues("noise.trust.mode=tofu", "noise.trust.known-peers=" + location)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void locationBelowHome_isFound() {
		for (String location : new String[] { "~/no-such/node.pem", "file:~/no-such/node.pem" }) {
			this.runner.withPropertyValues("noise.identity.location=" + location)
				.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("identity file "
						+ Path.of(System.getProperty("user.home"), "no-such", "node.pem") + ": missing"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "classpath:node.pem", "https://example.org/node.pem", "jar:file:/a.jar!/node.pem" })
	void otherLocation_isRefused(String location) {
		this.runner.withPropertyValues("noise.identity.location=" + location)
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("noise.identity.location")
				.hasStackTraceContaining("expected: a path, or file:"));
	}

	@Test
	void fileOpenToOthers_isAcceptedWherePermissionsSaySo(CapturedOutput output) throws IOException {
		Path file = this.directory.resolve("node.pem");
		String id = Identity.loadOrCreate(file).id().toString();
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
		assertThat(catchThrowable(() -> start("--noise.identity.location=" + file))).isNotNull();
		assertThat(output).contains("mode r--r--r--", "noise.identity.permissions=any", "mode: 0400",
				"defaultMode: 0400");
		this.runner.withPropertyValues("noise.identity.location=" + file, "noise.identity.permissions=any")
			.run((context) -> assertThat(context.getBean(Node.class).id()).isEqualTo(id));
		assertThat(output.getAll().lines())
			.anyMatch((line) -> line.contains("WARN") && line.contains("mode r--r--r--"));
	}

	// --- what Kubernetes sets

	private static final Map<String, Object> SERVICE = Map.of("NOISE_PORT", "tcp://10.96.0.12:3000",
			"NOISE_SERVICE_HOST", "10.96.0.12", "NOISE_SERVICE_PORT", "3000", "NOISE_SERVICE_PORT_P2P", "3000",
			"NOISE_PORT_3000_TCP", "tcp://10.96.0.12:3000", "NOISE_PORT_3000_TCP_PROTO", "tcp",
			"NOISE_PORT_3000_TCP_PORT", "3000", "NOISE_PORT_3000_TCP_ADDR", "10.96.0.12");

	@Test
	void serviceLink_isExplained(CapturedOutput output) {
		assertThat(catchThrowable(() -> new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.initializers(environment(SERVICE))
			.run())).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START", "noise.port is tcp://10.96.0.12:3000",
				"enableServiceLinks: false");
	}

	@Test
	void serviceLinkOfTheExternalPort_isExplained() {
		this.runner.withInitializer(environment(Map.of("NOISE_EXTERNAL_PORT", "tcp://10.96.0.12:3000")))
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("noise.external-port is tcp://10.96.0.12:3000"));
	}

	@Test
	void serviceLinkThatIsOverridden_doesNoHarm() {
		this.runner.withPropertyValues("noise.port=0", "noise.external-port=4000")
			.withInitializer(environment(SERVICE))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static ApplicationContextInitializer<ConfigurableApplicationContext> environment(
			Map<String, Object> variables) {
		return (context) -> context.getEnvironment()
			.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
	}

	private static ApplicationContextInitializer<ConfigurableApplicationContext> property(String name, String value) {
		return (context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("written", Map.of(name, value)));
	}

	private static void start(String... arguments) {
		new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(arguments).close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
