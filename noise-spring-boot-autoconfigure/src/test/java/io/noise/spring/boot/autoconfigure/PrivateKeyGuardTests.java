package io.noise.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.noise.Node;
import io.noise.identity.Identity;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Private keys in properties: read from the one that is for them, refused by all others,
 * and not shown by anybody.
 */
@ExtendWith(OutputCaptureExtension.class)
class PrivateKeyGuardTests {

	private static final Pattern NAME = Pattern.compile("\"name\": \"(noise\\.[a-z.-]+)\",\\s+\"type\": \"java");

	private static String pem = "";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoiseAutoConfiguration.class));

	@TempDir
	Path directory;

	@BeforeAll
	static void makeKey() throws Exception {
		byte[] key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
		pem = "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key)
				+ "\n-----END PRIVATE KEY-----\n";
	}

	private static String body() {
		return pem.lines().toList().get(1);
	}

	private static List<String> forms() {
		return List.of(pem, pem.replace("\n", "\\n"), body());
	}

	/** Every property there is, by the metadata; of maps and lists also the elements. */
	static Stream<String> properties() throws IOException {
		List<String> names = new ArrayList<>(List.of("noise.peers[0]", "noise.metadata.key", "noise.metadata.a.b",
				"noise.trust.peers[1]", "noise.limits.exempt-addresses[0]", "noise.secure.suites[0]", "noise.unknown"));
		for (URL url : Collections.list(PrivateKeyGuardTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream metadata = url.openStream()) {
				NAME.matcher(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
					.results()
					.forEach((match) -> names.add(match.group(1)));
			}
		}
		assertThat(names).contains("noise.port", "noise.identity.location").hasSizeGreaterThan(40);
		return names.stream().filter((name) -> !name.equals("noise.identity.pem") && !name.equals("noise.metadata"));
	}

	@ParameterizedTest
	@MethodSource("properties")
	void application_refusesTheKey_andShowsNothingOfIt(String property, CapturedOutput output) {
		String value = forms().get(property.length() % 3);
		Throwable failure = catchThrowable(
				() -> start("--" + property + "=" + value, "--noise.identity.create-if-missing=true", "--debug"));
		assertRefused(failure, property, output);
		assertThat(output).contains("APPLICATION FAILED TO START");
	}

	@ParameterizedTest
	@MethodSource("properties")
	void binding_refusesTheKey_andShowsNothingOfIt(String property, CapturedOutput output) {
		if (!property.equals("noise.enabled")) {
			this.runner
				.withInitializer((context) -> context.getEnvironment()
					.getPropertySources()
					.addFirst(new MapPropertySource("late", Map.of(property, forms().get(property.length() % 3)))))
				.run((context) -> assertRefused(context.getStartupFailure(), property, output));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "noise.port", "noise.session", "noise.trust.mode", "noise.send-timeout", "noise.host",
			"noise.identity.location", "noise.max-message-size", "noise.identity.password" })
	void sourceThatDoesNotTellItsNames_isLookedAt(String property, CapturedOutput output) {
		this.runner
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(secretly(property)))
			.run((context) -> assertRefused(context.getStartupFailure(), property, output));
	}

	private static PropertySource<String> secretly(String property) {
		return new PropertySource<>("vault", "vault") {

			@Override
			public Object getProperty(String name) {
				return name.equals(property) ? pem : null;
			}

		};
	}

	@Test
	void placeholder_isLookedInto(CapturedOutput output) {
		assertRefused(catchThrowable(() -> start("--noise.identity.location=${node.key}", "--node.key=" + pem)),
				"noise.identity.location", output);
	}

	@Test
	void process_showsNothingOfTheKey() throws Exception {
		for (String form : forms()) {
			ProcessBuilder builder = new ProcessBuilder(
					Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
					System.getProperty("java.class.path"), Application.class.getName(),
					"--spring.main.web-application-type=none", "--noise.identity.create-if-missing=true")
				.directory(this.directory.toFile())
				.redirectErrorStream(true);
			builder.environment().put("NOISE_IDENTITY_LOCATION", form);
			Process process = builder.start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).isEqualTo(1);
			assertThat(output).contains("noise.identity.location holds a private key", "noise.identity.pem");
			assertHidden(output);
			assertThat(this.directory.toFile().list()).doesNotContain("-----BEGIN PRIVATE KEY-----", body())
				.isSubsetOf("target"); // the log of the tests
		}
	}

	// --- where it belongs

	@Test
	void pem_isTheIdentity_inAllForms(CapturedOutput output) {
		String id = Identity.parse(pem).id().toString();
		for (String form : forms()) {
			this.runner
				.withInitializer((context) -> context.getEnvironment()
					.getPropertySources()
					.addFirst(new MapPropertySource("platform", Map.of("noise.identity.pem", form))))
				.run((context) -> {
					assertThat(context.getBean(Node.class).id()).isEqualTo(id);
					assertHidden(context.getBean(NoiseProperties.class).toString());
				});
		}
		assertThat(output).doesNotContain("ephemeral identity");
		assertHidden(output.getAll());
	}

	@Test
	void pemBesideLocation_failsTheStart(CapturedOutput output) {
		Throwable failure = catchThrowable(
				() -> start("--noise.identity.pem=" + pem, "--noise.identity.location=" + this.directory.resolve("a")));
		assertThat(failure).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START", "noise.identity.pem", "noise.identity.location");
		assertHidden(output.getAll());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nonsense", "-----BEGIN PRIVATE KEY-----" })
	void pemThatIsNone_isExplained(String value, CapturedOutput output) {
		assertThat(catchThrowable(() -> start("--noise.identity.pem=" + value))).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START", "no identity: noise.identity.pem: ");
		assertThat(output).doesNotContain("nonsense");
	}

	@Test
	void pemWithADamagedByte_isNotShown(CapturedOutput output) {
		assertThat(catchThrowable(() -> start("--debug", "--noise.identity.pem=" + pem.replace("MC4C", "MC5C"))))
			.isNotNull();
		assertThat(output).contains("no identity: noise.identity.pem: ");
		assertHidden(output.getAll());
	}

	private static void assertRefused(Throwable failure, String property, CapturedOutput output) {
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		assertThat(trace.toString()).contains("The property " + property + " holds a private key");
		assertHidden(trace.toString());
		assertHidden(output.getAll());
		assertThat(Files.exists(Path.of("-----BEGIN PRIVATE KEY-----"))).isFalse();
	}

	private static void assertHidden(String text) {
		for (int i = 16; i + 20 <= body().length(); i++) {
			assertThat(text).doesNotContain(body().substring(i, i + 20));
		}
	}

	private static void start(String... arguments) {
		new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(arguments).close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] args) {
			SpringApplication.run(Application.class, args);
		}

	}

}
