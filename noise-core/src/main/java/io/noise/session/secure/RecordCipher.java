package io.noise.session.secure;

import java.nio.ByteBuffer;

import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;

/**
 * Seals or opens the records of one direction, and changes the key after every 2^20 of
 * them: both ends count, so no word is lost about it.
 */
final class RecordCipher {

	private static final int RECORDS_PER_KEY = 1 << 20;

	private final CipherState cipher;

	private final int recordsPerKey;

	private int underThisKey;

	RecordCipher(CipherState cipher) {
		this(cipher, RECORDS_PER_KEY);
	}

	RecordCipher(CipherState cipher, int recordsPerKey) {
		this.cipher = cipher;
		this.recordsPerKey = recordsPerKey;
	}

	/**
	 * Seals the beginning of an array.
	 * @return how long the record is
	 */
	int seal(byte[] plain, int length, byte[] sealed) {
		int written = this.cipher.seal(ByteBuffer.wrap(plain, 0, length), ByteBuffer.wrap(sealed));
		count();
		return written;
	}

	/**
	 * Opens the beginning of an array.
	 * @return how much was in it
	 * @throws SessionException if the record was not sealed by the other end, at this
	 * place
	 */
	int open(byte[] sealed, int length, byte[] plain) {
		try {
			int written = this.cipher.open(ByteBuffer.wrap(sealed, 0, length), ByteBuffer.wrap(plain));
			count();
			return written;
		}
		catch (HandshakeException ex) {
			throw new SessionException(Fault.PROTOCOL, "record: " + ex.getMessage(), ex);
		}
	}

	private void count() {
		if (++this.underThisKey == this.recordsPerKey) {
			this.underThisKey = 0;
			this.cipher.rekey();
		}
	}

	void destroy() {
		this.cipher.destroy();
	}

}
