package io.noise.session;

/**
 * The way two nodes treat a connection before and while messages travel on it: framing,
 * encryption, proof of identity. Both ends of a connection must use the same kind. Made
 * by {@link Sessions}, given to {@code Node.builder().session(…)}; not meant to be
 * implemented outside this library.
 */
public interface Session {

	/**
	 * The name of the kind.
	 * @return the name that {@code noise.session} and the actuator use, such as
	 * {@code plain}
	 */
	String name();

	/**
	 * Whether both ends prove who they are. Only then a peer has an identity, which trust
	 * and authorizers can judge and which an address can demand.
	 * @return true if each peer has an identity that it has proven
	 */
	boolean provesIdentities();

	/**
	 * Whether both ends tell each other the names of their message types. Where they do
	 * not, only opcodes tell types apart, so both ends must give a type the same opcode.
	 * @return true if types are known by their names
	 */
	boolean namesTypes();

	/**
	 * The version of the wire format of this kind. Nodes with different versions of one
	 * kind agree on one that both have, or do not connect.
	 * @return the highest version that this library has, from 1 on
	 */
	default int version() {
		return 1;
	}

}
