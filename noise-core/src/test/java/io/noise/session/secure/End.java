package io.noise.session.secure;

/**
 * One end of a handshake, whoever implements it.
 */
interface End {

	byte[] write(byte[] payload);

	byte[] read(byte[] message);

	byte[] hash();

	byte[] remoteStatic();

	Records split();

	/**
	 * What seals and opens the records of one end.
	 */
	interface Records {

		byte[] seal(byte[] plain);

		byte[] open(byte[] record);

	}

}
