package io.noise.session.secure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.noise.Nodes;
import io.noise.payload.PayloadWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The heap of a node whose peers tell as large and as different shapes as they may.
 */
class HostileShapesTests {

	private static final int SHAPES = 13;

	private static final int RECORD = 45;

	private static final int STRING = 9;

	private static final int MOST_BYTES = 64 << 10;

	private static final int COMPONENTS = 255;

	private static final int NAME_BYTES = 245;

	/** Buffers that Netty keeps; what 600 peers tell is more than twice as much. */
	private static final int MOST_LEFT_BYTES = 16 << 20;

	private static final int PEERS = Integer.getInteger("noise.hostile-peers", 600);

	@RegisterExtension
	final Target target = new Target();

	/** A record of the most components, with names that nobody else has. */
	private static byte[] wide(int opcode, int number) {
		return Frames.bytes((out) -> {
			out.writeByte(1).writeByte(1).writeByte(opcode).writeByte(RECORD);
			writeText(out, 0, "Chat");
			out.writeShort(COMPONENTS);
			for (int i = 1; i <= COMPONENTS; i++) {
				String name = number + "_" + i + "_";
				writeText(out, i, name + "x".repeat(NAME_BYTES - name.length()));
				out.writeByte(STRING);
			}
		});
	}

	private static void writeText(PayloadWriter out, int number, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
		out.writeShort(number).writeByte(bytes.length).writeRaw(bytes, 0, bytes.length);
	}

	private RawSecurePeer connect(int number) throws IOException {
		RawSecurePeer peer = this.target.attacker().shakeHands();
		peer.send(Frames.accept(1 << 20, Frames.WINDOW, Frames.concat(Frames.types(1, "Chat"), new byte[] { 6 })));
		byte[] told = wide(1, number);
		assertThat(told).hasSizeBetween(MOST_BYTES - 3_000, MOST_BYTES);
		peer.send(Frames.frame(SHAPES, told), Frames.chat("told"));
		return peer;
	}

	private void awaitTold(int count) {
		await().atMost(Nodes.SOON)
			.pollInterval(Duration.ofMillis(2))
			.until(() -> this.target.received().size() == count);
		this.target.received().clear();
	}

	private void comeAndGo(int first, int count) throws Exception {
		for (int i = 0; i < count; i++) {
			RawSecurePeer peer = connect(first + i);
			awaitTold(1);
			peer.close();
		}
		await().atMost(Nodes.SOON).until(() -> this.target.node().peers().size() == 1);
		this.target.forget();
	}

	/** What lives in the heap: the least of what is found after some collections. */
	private static long heapBytes() throws InterruptedException {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			System.gc();
			Thread.sleep(50);
			Runtime runtime = Runtime.getRuntime();
			least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
		}
		return least;
	}

	@Test
	void peersThatComeAndGo_leaveNothing() throws Exception {
		this.target.start();
		comeAndGo(0, 50);
		long before = heapBytes();
		comeAndGo(50, PEERS);
		assertThat(heapBytes() - before).as("bytes that %d peers left", PEERS).isLessThan(MOST_LEFT_BYTES);
	}

	@Test
	void peersThatStay_costWhatTheyTold() throws Exception {
		this.target.start();
		comeAndGo(0, 50);
		long before = heapBytes();
		int count = 100;
		List<RawSecurePeer> peers = new ArrayList<>();
		try {
			for (int i = 0; i < count; i++) {
				peers.add(connect(50 + i));
			}
			awaitTold(count);
			this.target.node()
				.peers()
				.forEach((peer) -> assertThat(peer.typeDifferences().changed()).hasSizeLessThan(2));
			// Both ends are here, so half as much again is theirs.
			assertThat((heapBytes() - before) / count).as("bytes a peer").isLessThan(MOST_BYTES + MOST_BYTES / 2);
		}
		finally {
			for (RawSecurePeer peer : peers) {
				peer.close();
			}
		}
	}

	@Test
	void moreThanAPeerMayTell_isRefusedWithAReason() throws Exception {
		this.target.start();
		for (int i = 0; i < 5; i++) {
			try (RawSecurePeer peer = connect(i)) {
				awaitTold(1);
				for (int opcode = 2; opcode <= COMPONENTS
						&& peer.trySend(Frames.frame(SHAPES, wide(opcode, i))); opcode++) {
					// It goes on until it is thrown out.
				}
			}
			this.target.assertClosed("PROTOCOL", "frame SHAPES: ", "(expected: 1 to 65536");
		}
	}

}
