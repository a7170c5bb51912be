package io.noise.spring.boot.autoconfigure;

import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Refuses environment variables that Kubernetes sets for each service of a namespace, and
 * Docker for links, where they look like properties: a service with the name
 * {@code noise} is {@code NOISE_PORT=tcp://10.96.0.12:3000}.
 */
final class ServiceLinks {

	private static final Set<ConfigurationPropertyName> PORTS = Set.of(ConfigurationPropertyName.of("noise.port"),
			ConfigurationPropertyName.of("noise.external-port"));

	private static final Pattern LINK = Pattern.compile("(tcp|udp|sctp)://[\\w.:\\[\\]-]{1,100}");

	private ServiceLinks() {
	}

	/**
	 * Refuses a port that is a link. A link that another source overrides does no harm.
	 * @param sources in their order of precedence
	 * @throws RefusedPropertyException if a port is a link
	 */
	static void check(Iterable<ConfigurationPropertySource> sources) {
		PORTS.forEach((name) -> {
			for (ConfigurationPropertySource source : sources) {
				ConfigurationProperty property = source.getConfigurationProperty(name);
				if (property != null) {
					check(name, String.valueOf(property.getValue()));
					return;
				}
			}
		});
	}

	private static void check(ConfigurationPropertyName name, String value) {
		if (LINK.matcher(value).matches()) {
			String service = name.equals(ConfigurationPropertyName.of("noise.port")) ? "noise" : "noise-external";
			throw new RefusedPropertyException(
					"The property " + name + " is " + value
							+ ", which is no port. Kubernetes sets such a variable of the "
							+ "environment for the service \"" + service + "\" of the same namespace.",
					"Set enableServiceLinks: false in the spec of the pod, or give the service another name. Or set "
							+ name + " where it takes precedence over the environment, such as on the command line.");
		}
	}

}
