package io.noise.session.secure;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One record: sealed, and sealed and opened.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RecordSealBenchmark {

	private static final byte[] key = new byte[32];

	@Param({ "64", "600", "16384" })
	private int bytes;

	private final RecordCipher sealing = new RecordCipher(new CipherState(Suite.AESGCM, key));

	private final RecordCipher opening = new RecordCipher(new CipherState(Suite.AESGCM, key));

	private final RecordCipher sealingOnly = new RecordCipher(new CipherState(Suite.AESGCM, key));

	private byte[] plain = new byte[0];

	private byte[] sealed = new byte[0];

	private byte[] opened = new byte[0];

	@Setup
	public void allocate() {
		this.plain = new byte[this.bytes];
		this.sealed = new byte[this.bytes + CipherState.TAG_BYTES];
		this.opened = new byte[this.bytes];
	}

	@Benchmark
	public int seal() {
		return this.sealingOnly.seal(this.plain, this.bytes, this.sealed);
	}

	@Benchmark
	public int sealAndOpen() {
		int length = this.sealing.seal(this.plain, this.bytes, this.sealed);
		return this.opening.open(this.sealed, length, this.opened);
	}

}
