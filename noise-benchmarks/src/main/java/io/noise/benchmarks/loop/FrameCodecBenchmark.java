package io.noise.benchmarks.loop;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.noise.wire.FrameDecoder;
import io.noise.wire.FrameEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A frame from the bytes of its body, and 100 frames of one read. Times are for one
 * frame.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FrameCodecBenchmark {

	private static final int FRAMES = 100;

	@Param({ "64", "600" })
	private int bytes;

	private final ByteBuf out = Unpooled.directBuffer(1 << 20);

	private byte[] body = new byte[0];

	private ByteBuf read = Unpooled.EMPTY_BUFFER;

	private EmbeddedChannel channel = new EmbeddedChannel();

	private long received;

	@Setup
	public void encodeOnce() {
		this.body = new byte[this.bytes];
		this.read = Unpooled.directBuffer();
		for (int i = 0; i < FRAMES; i++) {
			FrameEncoder.encode(this.body, this.read);
		}
		this.channel = new EmbeddedChannel(
				new FrameDecoder(1 << 20, Duration.ofMinutes(1), (frame) -> this.received += frame.readableBytes()));
	}

	@Benchmark
	public ByteBuf encode() {
		FrameEncoder.encode(this.body, this.out.clear());
		return this.out;
	}

	@Benchmark
	@OperationsPerInvocation(FRAMES)
	public long decode() {
		this.channel.writeInbound(this.read.retainedDuplicate());
		return this.received;
	}

}
