package io.noise.schedule;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.Limits;
import io.noise.Node;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.payload.PayloadWriter;
import io.noise.session.Sessions;
import io.noise.transport.TestTransports;

/**
 * Promises where the other end takes its time: a stranger on a plain socket, which reads
 * slowly, or nothing, and may send all the while.
 */
final class SlowLine {

	private static final int BLOB_BYTES = 12 << 20;

	private static final int CHUNK_BYTES = 64 << 10;

	private static final int BUFFER_BYTES = 16 << 10;

	/** So that a large message takes longer than the send timeout. */
	private static final long READ_MICROS = 1_000;

	private static final Duration SHORT = Duration.ofMillis(100);

	/** Longer than anybody would linger for its own sake. */
	private static final long PAUSE_MILLIS = 1_500;

	/** A large message. */
	@SuppressWarnings("ArrayRecordComponent")
	record Blob(byte[] bytes) {
	}

	/** A small one, which the stranger sends. */
	record Drop(String text) {
	}

	private final List<String> broken = new ArrayList<>();

	private final Executor threads;

	SlowLine(Executor threads) {
		this.threads = threads;
	}

	private static Node node(Duration drainTimeout) {
		Node node = Node.builder()
			.session(Sessions.plain())
			.transport(TestTransports.nio())
			.maxMessageSize(2 * BLOB_BYTES)
			.limits(Limits.defaults().withSendQueue(4 * BLOB_BYTES))
			.sendTimeout(SHORT)
			.drainTimeout(drainTimeout)
			.build();
		node.messages().register(10, Blob.class);
		node.messages().register(11, Drop.class);
		return node;
	}

	private static ServerSocket stranger() throws IOException {
		ServerSocket stranger = new ServerSocket();
		stranger.setReceiveBufferSize(BUFFER_BYTES);
		stranger.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		return stranger;
	}

	private static String address(ServerSocket stranger) {
		return "127.0.0.1:" + stranger.getLocalPort();
	}

	/**
	 * A message that takes longer than the send timeout, but goes on, is sent; what was
	 * sent before {@code disconnect} arrives, though the reader sends all the while, or
	 * says that it sends nothing more.
	 * @param halfCloses whether the reader does that once the sender disconnects
	 */
	List<String> progressCounts(boolean halfCloses) throws Exception {
		try (ServerSocket stranger = stranger(); Node node = node(Pair.DRAIN)) {
			Peer peer = node.dial(address(stranger));
			Socket line = stranger.accept();
			AtomicBoolean over = new AtomicBoolean();
			CompletableFuture<Void> flushed = new CompletableFuture<>();
			CompletableFuture<Long> read = CompletableFuture.supplyAsync(() -> readSlowly(line, flushed), this.threads);
			CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(line, over), this.threads);
			try {
				peer.send(new Blob(new byte[BLOB_BYTES]));
			}
			catch (NoiseException ex) {
				this.broken.add("a message that goes on fails: " + ex);
			}
			peer.sendAsync(new Blob(new byte[BLOB_BYTES])).whenComplete((done, failure) -> flushed.complete(null));
			CompletableFuture<Void> gone = peer.disconnectAsync();
			if (halfCloses) {
				over.set(true);
				written.get(Schedule.SOON.toSeconds(), TimeUnit.SECONDS);
				line.shutdownOutput();
			}
			gone.get(Schedule.SOON.toSeconds(), TimeUnit.SECONDS);
			long bytes = read.get(Schedule.SOON.toSeconds(), TimeUnit.SECONDS);
			over.set(true);
			written.get(Schedule.SOON.toSeconds(), TimeUnit.SECONDS);
			if (bytes < 2 * BLOB_BYTES) {
				this.broken.add("sent before disconnect: " + 2 * BLOB_BYTES + " bytes, came: " + bytes);
			}
		}
		return this.broken;
	}

	/**
	 * Reads to the end, with a pause when the sender is done.
	 */
	private static long readSlowly(Socket line, CompletableFuture<Void> flushed) {
		long bytes = 0;
		boolean paused = false;
		byte[] chunk = new byte[CHUNK_BYTES];
		try {
			for (int read = line.getInputStream().read(chunk); read >= 0; read = line.getInputStream().read(chunk)) {
				bytes += read;
				boolean pause = !paused && flushed.isDone();
				paused |= pause;
				TimeUnit.MICROSECONDS.sleep(pause ? TimeUnit.MILLISECONDS.toMicros(PAUSE_MILLIS) : READ_MICROS);
			}
			line.close();
		}
		catch (IOException | InterruptedException ex) {
			// It was reset: what came is what counts.
		}
		return bytes;
	}

	private static void write(Socket line, AtomicBoolean over) {
		byte[] body = new PayloadWriter().writeByte((byte) 11).writeString("drop").toBytes();
		try {
			while (!over.get()) {
				line.getOutputStream().write(body.length);
				line.getOutputStream().write(body);
				TimeUnit.MICROSECONDS.sleep(500);
			}
		}
		catch (IOException | InterruptedException ex) {
			// The other side has closed.
		}
	}

	/**
	 * The disconnect hooks have a time of their own, whatever the flush took of it, and
	 * {@code disconnect} waits for them.
	 */
	List<String> hooksHaveTheirTime() throws Exception {
		try (ServerSocket stranger = stranger(); Node node = node(SHORT)) {
			AtomicBoolean ran = new AtomicBoolean();
			node.onPeerDisconnected((n, gone) -> {
				if (Thread.currentThread().isInterrupted()) {
					this.broken.add("the disconnect hook begins interrupted");
				}
				ran.set(true);
			});
			Peer peer = node.dial(address(stranger));
			Socket line = stranger.accept();
			peer.sendAsync(new Blob(new byte[BLOB_BYTES]));
			peer.disconnect();
			if (!ran.get()) {
				this.broken.add("disconnect() returns before the disconnect hook");
			}
			line.close();
		}
		return this.broken;
	}

	/** A hook that blocks is no reason not to dial again. */
	List<String> redialGoesOn() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		try (Node there = node(Pair.DRAIN); Node here = node(Pair.DRAIN)) {
			there.listen();
			here.onPeerInit((node, peer) -> release.await());
			here.keepConnected(there.externalAddress());
			if (Schedule.eventually(() -> there.peers().size() == 1)) {
				Peer first = there.peers().get(0);
				first.disconnect();
				if (!Schedule.eventually(() -> there.stats().peersAccepted() == 2)) {
					this.broken.add("a hook that blocks stops the redial");
				}
			}
			else {
				this.broken.add("a kept address is not dialled");
			}
			release.countDown();
		}
		return this.broken;
	}

}
