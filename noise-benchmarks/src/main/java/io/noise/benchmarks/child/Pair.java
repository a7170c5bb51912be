package io.noise.benchmarks.child;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A new server JVM and a new client JVM, which is at work.
 */
public final class Pair implements AutoCloseable {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

	private final ChildProcess server;

	private final ChildProcess client;

	/**
	 * Starts both.
	 * @param mainClass the program of both
	 * @param jvmOptions the options of both
	 * @param args the arguments of the program: after {@code server} or {@code client},
	 * and before the port
	 * @throws IOException if a JVM cannot be started
	 * @throws InterruptedException if interrupted
	 */
	public Pair(Class<?> mainClass, List<String> jvmOptions, List<String> args)
			throws IOException, InterruptedException {
		String classPath = ClassPath.current().toString();
		this.server = new ChildProcess(classPath, jvmOptions, mainClass, around("server", args, ""));
		try {
			String port = this.server.await("port", START_TIMEOUT);
			this.client = new ChildProcess(classPath, jvmOptions, mainClass, around("client", args, port));
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			this.server.close();
			throw ex;
		}
	}

	private static List<String> around(String side, List<String> args, String port) {
		return Stream.of(Stream.of(side), args.stream(), Stream.of(port)).flatMap((all) -> all).toList();
	}

	/**
	 * Returns the server.
	 * @return its JVM
	 */
	public ChildProcess server() {
		return this.server;
	}

	/**
	 * Returns the client.
	 * @return its JVM
	 */
	public ChildProcess client() {
		return this.client;
	}

	/**
	 * Returns the counters of both at this moment.
	 * @return the counters
	 * @throws InterruptedException if interrupted
	 */
	public PairSample sample() throws InterruptedException {
		return new PairSample(Sample.parse(this.server.ask("sample")), Sample.parse(this.client.ask("sample")));
	}

	/**
	 * Stops the client and waits until the server has received all that was sent.
	 * @param timeout maximum time for either
	 * @throws InterruptedException if interrupted
	 * @throws IllegalStateException if the numbers of messages differ
	 */
	public void stop(Duration timeout) throws InterruptedException {
		this.client.tell("stop");
		long sent = Long.parseLong(this.client.await("stopped", timeout));
		long deadline = System.nanoTime() + timeout.toNanos();
		long received = sample().server().count();
		while (received < sent && System.nanoTime() - deadline < 0) {
			TimeUnit.MILLISECONDS.sleep(20);
			received = sample().server().count();
		}
		if (received != sent) {
			throw new IllegalStateException("messages received: " + received + " (expected: " + sent + ")");
		}
	}

	@Override
	public void close() {
		this.client.close();
		this.server.close();
	}

}
