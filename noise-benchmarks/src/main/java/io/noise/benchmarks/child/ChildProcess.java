package io.noise.benchmarks.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that the parent has started. It is ended by its own handle, at the latest with
 * {@link #close()}.
 */
public final class ChildProcess implements AutoCloseable {

	private static final String END = "end";

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private final Process process;

	private final Writer commands;

	/**
	 * Starts a JVM.
	 * @param classPath its class path
	 * @param jvmOptions its options
	 * @param mainClass the class to run
	 * @param args the arguments of that class
	 * @throws IOException if it cannot be started
	 */
	public ChildProcess(String classPath, List<String> jvmOptions, Class<?> mainClass, List<String> args)
			throws IOException {
		List<String> command = new ArrayList<>();
		command.add(System.getProperty("java.home") + "/bin/java");
		command.addAll(jvmOptions);
		command.addAll(List.of("-cp", classPath, mainClass.getName()));
		command.addAll(args);
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.commands = this.process.outputWriter(StandardCharsets.US_ASCII);
		Thread reader = new Thread(this::read, "output of " + this.process.pid());
		reader.setDaemon(true);
		reader.start();
	}

	private void read() {
		try (BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				if (line.startsWith("@")) {
					this.lines.add(line.substring(1));
				}
				else {
					System.err.println(line);
				}
			}
		}
		catch (IOException ex) {
			// the process has ended
		}
		this.lines.add(END);
	}

	/**
	 * Sends a command that has no answer.
	 * @param command one line
	 */
	public void tell(String command) {
		try {
			this.commands.write(command + "\n");
			this.commands.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Sends a command and waits for the answer.
	 * @param command one line, with which the answer begins
	 * @return the rest of the answer
	 * @throws InterruptedException if interrupted
	 */
	public String ask(String command) throws InterruptedException {
		tell(command);
		return await(command, Duration.ofSeconds(60));
	}

	/**
	 * Waits for a line.
	 * @param word the word that it begins with
	 * @param timeout maximum time
	 * @return the rest of the line
	 * @throws InterruptedException if interrupted
	 */
	public String await(String word, Duration timeout) throws InterruptedException {
		String line = this.lines.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
		if (line == null) {
			throw new IllegalStateException("no answer within " + timeout.toSeconds() + " s: " + word);
		}
		if (!line.startsWith(word + " ")) {
			this.lines.add(line);
			throw new IllegalStateException("answer: " + line + " (expected: " + word + ")");
		}
		return line.substring(word.length() + 1);
	}

	/**
	 * Asks the JVM to end, and ends it if it does not.
	 */
	@Override
	public void close() {
		try {
			this.commands.close();
		}
		catch (IOException ex) {
			// the process has ended
		}
		try {
			if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
