package io.noise.session.secure;

/**
 * One end of a handshake, of any implementation.
 */
interface End {

	byte[] write(byte[] payload);

	byte[] read(byte[] message);

	byte[] hash();

	byte[] remoteStatic();

	Records split();

	/**
	 * Seals and opens the records of one end.
	 */
	interface Records {

		byte[] seal(byte[] plain);

		byte[] open(byte[] record);

	}

}
