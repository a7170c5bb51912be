package io.noise.benchmarks.loop;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.record.RecordCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A record of several fields as bytes, and back.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PayloadCodecBenchmark {

	private final RecordCodec<Order> codec = RecordCodec.of(Order.class);

	private final Order order = new Order(42, "customer", List.of(new Line("apple", 3), new Line("pear", 5)),
			new byte[64]);

	private final PayloadWriter writer = new PayloadWriter();

	private byte[] encoded = new byte[0];

	@Setup
	public void encodeOnce() {
		this.encoded = encode().toBytes();
	}

	@Benchmark
	public PayloadWriter encode() {
		PayloadWriter out = this.writer.reset();
		this.codec.encode(this.order, out);
		return out;
	}

	@Benchmark
	public Order decode() {
		return this.codec.decode(PayloadReader.of(this.encoded));
	}

	/**
	 * A message.
	 */
	public record Order(long number, String customer, List<Line> lines, byte[] signature) {
	}

	/**
	 * A part of it.
	 */
	public record Line(String article, int count) {
	}

}
