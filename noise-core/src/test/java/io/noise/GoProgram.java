package io.noise;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

/**
 * The program in {@code src/test/go/peer}: a node of Go noise, built against the original
 * library, which the go command downloads. Tests are skipped if that fails, with its
 * output as the reason.
 */
final class GoProgram {

	private static final String MODULE = "github.com/perlin-network/noise@c12510e";

	private static final List<String> SOURCES = List.of("go.mod", "main.go");

	private final Path directory;

	private GoProgram(Path directory) {
		this.directory = directory;
	}

	/** Builds the program in a directory of its own. */
	static GoProgram build(Path directory) throws Exception {
		GoProgram program = new GoProgram(directory);
		for (String source : SOURCES) {
			Files.copy(Path.of("src/test/go/peer", source), directory.resolve(source));
		}
		program.go("get", MODULE);
		program.go("mod", "tidy");
		program.go("build", "-o", "peer", ".");
		return program;
	}

	private void go(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of("go"));
		command.addAll(List.of(arguments));
		Path output = this.directory.resolve("go.log");
		int result;
		try {
			Process process = new ProcessBuilder(command).directory(this.directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			if (!process.waitFor(3, TimeUnit.MINUTES)) {
				process.destroyForcibly();
				Assumptions.abort(command + " took too long");
			}
			result = process.exitValue();
		}
		catch (IOException ex) {
			Assumptions.abort("Go is not installed: " + ex.getMessage());
			return;
		}
		Assumptions.assumeTrue(result == 0, () -> command + " failed: " + words(output));
	}

	private static String words(Path output) {
		try {
			return Files.readString(output).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Starts the program; a failure is on its standard error. */
	Running start(List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(this.directory.resolve("peer").toString()));
		command.addAll(arguments);
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		String address = output.readLine();
		if (address == null) {
			throw new IOException(command + " ended (expected: the address it listens on)");
		}
		return new Running(process, address);
	}

	/**
	 * A program that runs until it is closed.
	 *
	 * @param address the address on which it listens
	 */
	record Running(Process process, String address) implements AutoCloseable {

		@Override
		public void close() throws IOException {
			this.process.getOutputStream().close();
			this.process.destroy();
		}

	}

}
