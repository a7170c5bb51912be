package io.noise.spring.boot.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.noise.ListenException;
import io.noise.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Applications that cannot start, and how they explain it.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailedStartTests {

	@Test
	void portInUse_isExplained_andLeavesNoThread(CapturedOutput output) {
		List<Thread> before = threads();
		try (Node other = Node.builder().build()) {
			other.listen();
			List<Thread> withOther = threads();
			assertThatExceptionOfType(ListenException.class).isThrownBy(() -> run("--noise.port=" + other.port()));
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("could not listen on 127.0.0.1:" + other.port() + ": the port is in use")
				.contains("noise.port (0 takes any free port)");
			assertThat(threads()).isSubsetOf(withOther);
		}
		assertThat(threads()).isSubsetOf(before);
	}

	@Test
	void portInUse_endsTheProcessWithExitCode1() throws Exception {
		try (Node other = Node.builder().build()) {
			other.listen();
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-cp", System.getProperty("java.class.path"), Application.class.getName(),
					"--noise.port=" + other.port(), "--spring.main.web-application-type=none")
				.redirectErrorStream(true)
				.start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).isEqualTo(1);
			assertThat(output).contains("APPLICATION FAILED TO START").contains("the port is in use");
		}
	}

	@Test
	void hostOfAnotherMachine_isExplained(CapturedOutput output) {
		assertThatExceptionOfType(ListenException.class).isThrownBy(() -> run("--noise.host=192.0.2.1"));
		assertThat(output).contains("could not listen on 192.0.2.1:0: the host is not an address of this machine")
			.contains("noise.host")
			.contains("noise.external-host");
	}

	@ParameterizedTest
	@CsvSource({ "--noise.port=80, noise.port", "--noise.session=telepathy, noise.session",
			"--noise.peers=nonsense, noise.peers", "--noise.connect-timeout=0s, noise.connect-timeout" })
	void unusableValue_isExplained(String argument, String property, CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(argument));
		assertThat(output).contains("APPLICATION FAILED TO START").contains(property).contains("Action:");
	}

	@Test
	void severalNodes_areExplained(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(TwoNodes.class).web(WebApplicationType.NONE).run());
		assertThat(output).contains("required a single bean, but 2 were found")
			.contains("one")
			.contains("two")
			.contains("@Primary");
	}

	private static void run(String... arguments) {
		new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(arguments).close();
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("noise-"))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] args) {
			SpringApplication.run(Application.class, args);
		}

	}

	static class TwoNodes extends Application {

		@Bean
		Node one() {
			return Node.builder().build();
		}

		@Bean
		Node two() {
			return Node.builder().build();
		}

	}

}
