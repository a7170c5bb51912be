package io.noise.session.secure;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The end under test.
 */
record OwnEnd(Handshake handshake) implements End {

	@Override
	public byte[] write(byte[] payload) {
		return this.handshake.write(payload);
	}

	@Override
	public byte[] read(byte[] message) {
		return this.handshake.read(message);
	}

	@Override
	public byte[] hash() {
		return this.handshake.hash();
	}

	@Override
	public byte[] remoteStatic() {
		return this.handshake.remoteStatic();
	}

	@Override
	public OwnRecords split() {
		return new OwnRecords(this.handshake.split());
	}

	/**
	 * The records of the end under test.
	 */
	record OwnRecords(CipherState.Pair ciphers) implements Records {

		@Override
		public byte[] seal(byte[] plain) {
			return seal(this.ciphers.send(), plain);
		}

		@Override
		public byte[] open(byte[] record) {
			return open(this.ciphers.receive(), record);
		}

		void rekey() {
			this.ciphers.send().rekey();
			this.ciphers.receive().rekey();
		}

		static byte[] seal(CipherState cipher, byte[] plain) {
			byte[] out = new byte[plain.length + CipherState.TAG_BYTES];
			return Arrays.copyOf(out, cipher.seal(ByteBuffer.wrap(plain), ByteBuffer.wrap(out)));
		}

		static byte[] open(CipherState cipher, byte[] record) {
			byte[] out = new byte[record.length];
			return Arrays.copyOf(out, cipher.open(ByteBuffer.wrap(record), ByteBuffer.wrap(out)));
		}

	}

}
