package io.noise.record;

import java.util.List;

import io.noise.payload.PayloadReader;

/**
 * The form of values of this end at the other end. It is only written: each end reads in
 * its own form.
 */
interface TranslatedShape extends Shape {

	@Override
	default Object read(PayloadReader in, int depth) {
		throw new UnsupportedOperationException("a form of the other end");
	}

	@Override
	default int leastBytes() {
		return 1;
	}

	/** A value that cannot be sent. */
	static IllegalArgumentException unsendable(String what, List<String> expected) {
		return new IllegalArgumentException(
				what + ": not known to the peer (expected: one of " + String.join(", ", expected) + ")");
	}

}
