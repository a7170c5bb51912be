package io.noise.spring.boot.autoconfigure;

import java.util.List;

import io.noise.identity.NodeId;
import io.noise.session.Session;
import io.noise.transport.HostPort;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.PropertyResolver;

/**
 * Checks that each address of {@code noise.peers} can be dialled.
 */
final class PeerAddresses {

	private static final String PROPERTY = "noise.peers";

	private PeerAddresses() {
	}

	/**
	 * Checks the addresses.
	 * @param addresses the value of the property
	 * @param session the session of the node, which may prove no ids; null if unknown
	 * @param environment tells whether they were given as a list or separated by commas
	 * @return the same addresses
	 * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException
	 * for the first that is invalid
	 */
	static List<String> check(List<String> addresses, @Nullable Session session, PropertyResolver environment) {
		for (int i = 0; i < addresses.size(); i++) {
			String element = PROPERTY + "[" + i + "]";
			ValueMapper.apply(environment.containsProperty(element) ? element : PROPERTY, addresses.get(i),
					(address) -> check(address, session));
		}
		return addresses;
	}

	/** Parses an address as the node does. */
	private static void check(String address, @Nullable Session session) {
		int end = address.indexOf('@');
		HostPort.parse(address.substring(end + 1));
		if (end >= 0) {
			NodeId.parse(address.substring(0, end));
			if (session != null && !session.provesIdentities()) {
				throw new IllegalArgumentException("an id is required, but session " + session.name()
						+ " proves none (expected: host:port, or noise.session=secure)");
			}
		}
	}

}
