package io.noise.spring.boot.autoconfigure;

import java.util.List;

import io.noise.transport.HostPort;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.PropertyResolver;

/**
 * The addresses of {@code noise.peers}, each of which can be dialled.
 */
final class PeerAddresses {

	private static final String PROPERTY = "noise.peers";

	private PeerAddresses() {
	}

	/**
	 * Checks the addresses.
	 * @param addresses the value of the property
	 * @param environment knows whether it was given as a list or separated by commas
	 * @return the same
	 * @throws InvalidConfigurationPropertyValueException for the first that is none
	 */
	static List<String> check(List<String> addresses, PropertyResolver environment) {
		for (int i = 0; i < addresses.size(); i++) {
			String element = PROPERTY + "[" + i + "]";
			try {
				HostPort.parse(addresses.get(i));
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidConfigurationPropertyValueException(
						environment.containsProperty(element) ? element : PROPERTY, addresses.get(i), ex.getMessage(),
						ex);
			}
		}
		return addresses;
	}

}
