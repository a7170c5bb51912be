package io.noise.benchmarks.peer;

/**
 * A message of noise: bytes as they are.
 *
 * @param body the bytes
 */
@SuppressWarnings("ArrayRecordComponent")
record Blob(byte[] body) {

	static final int OPCODE = 16;

}
