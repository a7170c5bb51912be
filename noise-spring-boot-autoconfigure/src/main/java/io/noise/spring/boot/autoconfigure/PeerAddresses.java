package io.noise.spring.boot.autoconfigure;

import java.util.List;
import java.util.Set;

import io.noise.identity.NodeId;
import io.noise.transport.HostPort;

import org.springframework.core.env.PropertyResolver;

/**
 * Checks that each address of {@code noise.peers} can be dialled.
 */
final class PeerAddresses {

	private static final String PROPERTY = "noise.peers";

	private static final Set<String> SESSIONS_WITHOUT_IDS = Set.of("plain", "legacy");

	private PeerAddresses() {
	}

	/**
	 * Checks the addresses.
	 * @param addresses the value of the property
	 * @param session the node's kind of session; some prove no ids
	 * @param environment tells whether they were given as a list or separated by commas
	 * @return the same addresses
	 * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException
	 * for the first that is invalid
	 */
	static List<String> check(List<String> addresses, String session, PropertyResolver environment) {
		for (int i = 0; i < addresses.size(); i++) {
			String element = PROPERTY + "[" + i + "]";
			ValueMapper.apply(environment.containsProperty(element) ? element : PROPERTY, addresses.get(i),
					(address) -> check(address, session));
		}
		return addresses;
	}

	/** Parses an address as the node does. */
	private static void check(String address, String session) {
		int end = address.indexOf('@');
		HostPort.parse(address.substring(end + 1));
		if (end >= 0) {
			NodeId.parse(address.substring(0, end));
			if (SESSIONS_WITHOUT_IDS.contains(session)) {
				throw new IllegalArgumentException("an id is demanded, and session " + session
						+ " proves none (expected: host:port, or noise.session=secure)");
			}
		}
	}

}
