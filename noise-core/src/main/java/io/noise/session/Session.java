package io.noise.session;

/**
 * What two nodes do to a connection before and while messages travel on it: framing,
 * encryption, proof of identity. Both ends of a connection must use the same kind. Made
 * by {@link Sessions}, given to {@code Node.builder().session(…)}; not meant to be
 * implemented outside this library.
 */
public interface Session {

	/**
	 * Which kind it is.
	 * @return the name that {@code noise.session} and the actuator use, such as
	 * {@code plain}
	 */
	String name();

}
