package io.noise.spring.boot.autoconfigure;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

import io.noise.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class StartLineTests {

	@TempDir
	private Path directory;

	private static List<String> lines(CapturedOutput output, String words) {
		return output.getOut().lines().filter((line) -> line.contains(words)).toList();
	}

	private static ConfigurableApplicationContext run(String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties)
			.run();
	}

	@Test
	void start_tellsWhatIsBoundAndKnownAndWhoItIs(CapturedOutput output) {
		Path file = this.directory.resolve("node.pem");
		try (ConfigurableApplicationContext application = run("noise.external-host=node1.example.org",
				"noise.external-port=3000", "noise.identity.location=" + file,
				"noise.identity.create-if-missing=true")) {
			Node node = application.getBean(Node.class);
			assertThat(lines(output, "is bound to 127.0.0.1:" + node.port() + " (noise.host)")).singleElement()
				.asString()
				.contains("INFO")
				.contains("and known to others as node1.example.org:3000 (noise.external-host), id " + node.id()
						+ ", key from " + file);
			assertThat(lines(output, "loopback")).singleElement().asString().contains("WARN", "noise.host");
		}
	}

	@Test
	void start_withNothingConfigured_saysThatTheKeyIsFresh(CapturedOutput output) {
		try (ConfigurableApplicationContext application = run()) {
			Node node = application.getBean(Node.class);
			assertThat(lines(output, "is bound to")).singleElement()
				.asString()
				.contains("known to others as 127.0.0.1:" + node.port() + ", id " + node.id() + ", key from fresh");
			assertThat(lines(output, "loopback")).isEmpty();
		}
	}

	@Test
	void hostName_isToldAsTheAddressThatIsBound(CapturedOutput output) throws Exception {
		String address = InetAddress.getByName("localhost").getHostAddress();
		try (ConfigurableApplicationContext application = run("noise.host=localhost")) {
			Node node = application.getBean(Node.class);
			assertThat(lines(output, "is bound to")).singleElement()
				.asString()
				.contains(address, ":" + node.port() + " (noise.host) and known to others as localhost:" + node.port());
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(NoiseAutoConfiguration.class)
	static class Application {

	}

}
