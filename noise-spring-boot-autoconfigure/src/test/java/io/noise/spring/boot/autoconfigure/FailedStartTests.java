package io.noise.spring.boot.autoconfigure;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.netty.util.Version;
import io.noise.ListenException;
import io.noise.Messages;
import io.noise.Node;
import io.noise.Peer;
import io.noise.protocol.Block;
import io.noise.protocol.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Applications that cannot start, and their explanations.
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
	void legacyWithoutBouncyCastle_isExplained() throws Exception {
		assertThat(outputWithout("bcprov", "--noise.session=legacy")).contains("APPLICATION FAILED TO START")
			.contains("noise.session is legacy, which needs BouncyCastle")
			.contains("Add the dependency org.bouncycastle:bcprov-jdk18on");
	}

	/** Stands for a Netty that is too old, which lacks the same classes. */
	@Test
	void nettyWithoutWhatIsNeeded_isExplained() throws Exception {
		assertThat(outputWithout("netty-transport-4")).contains("APPLICATION FAILED TO START")
			.contains("does not run on this Netty: version " + Version.identify().get("netty-common").artifactVersion())
			.contains("expected: version 4.2 of all of Netty")
			.contains("Leave the version of Netty to Spring Boot");
	}

	@Test
	void olderSpringBoot_isExplained() {
		for (String version : List.of("2.7.18", "3.5.7", "4.0.1")) {
			assertThatIllegalStateException().isThrownBy(() -> BootVersionCheck.check(version))
				.withMessageContaining("Spring Boot " + version + " (expected: 4.1 or newer");
		}
		BootVersionCheck.check("4.1.0");
		BootVersionCheck.check("5.0.0-M1");
		BootVersionCheck.check(null);
		assertThatNoException().isThrownBy(BootVersionCheck::check);
	}

	private static String outputWithout(String jar, String... arguments) throws Exception {
		String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.contains(jar))
			.collect(Collectors.joining(File.pathSeparator));
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
						Application.class.getName(), "--spring.main.web-application-type=none"));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).isEqualTo(1);
		return output;
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
			"--noise.peers=nonsense, noise.peers", "--noise.connect-timeout=0s, noise.connect-timeout",
			"--noise.session=legacy --noise.legacy.ack-timeout=0s, noise.legacy.ack-timeout",
			"--noise.session=legacy --noise.legacy.cipher=rot13, noise.legacy.cipher" })
	void unusableValue_isExplained(String argument, String property, CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(argument.split(" ")));
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

	@ParameterizedTest
	@MethodSource
	void typesThatCannotBeRegistered_areExplained(Class<?> application, String explanation, CapturedOutput output) {
		List<Thread> before = threads();
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(explanation)
			.contains("Give each type one opcode of its own, 1 to 255");
		assertThat(threads()).isSubsetOf(before);
	}

	static Stream<Arguments> typesThatCannotBeRegistered_areExplained() {
		String taken = "opcode 16: wanted for " + Two.class.getName() + ", taken by " + One.class.getName();
		return Stream.of(
				arguments(OpcodeTwice.class,
						"A MessagesCustomizer bean could not register types of messages: " + taken),
				arguments(OpcodeTooHigh.class,
						"A MessagesCustomizer bean could not register types of messages: "
								+ "opcode: 256 (expected: 1 to 255)"),
				arguments(OpcodeTwiceInProtocol.class,
						"The blocks of the protocol could not register types of " + "messages: " + taken));
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

	record One(int number) {
	}

	record Two(int number) {
	}

	static class OpcodeTwice extends Application {

		@Bean
		@Order(1)
		MessagesCustomizer one() {
			return (messages) -> messages.register(16, One.class);
		}

		@Bean
		@Order(2)
		MessagesCustomizer two() {
			return (messages) -> messages.register(16, Two.class);
		}

	}

	static class OpcodeTooHigh extends Application {

		@Bean
		MessagesCustomizer one() {
			return (messages) -> messages.register(256, One.class);
		}

	}

	static class OpcodeTwiceInProtocol extends Application {

		@Bean
		NodeBuilderCustomizer protocol() {
			return (builder) -> builder.protocol(Protocol.of(new Registering(One.class), new Registering(Two.class)));
		}

	}

	private record Registering(Class<?> type) implements Block {

		@Override
		public void onRegister(Messages messages) {
			messages.register(16, this.type);
		}

		@Override
		public void onBegin(Peer peer) {
		}

	}

}
