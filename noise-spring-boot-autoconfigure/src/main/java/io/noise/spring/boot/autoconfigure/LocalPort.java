package io.noise.spring.boot.autoconfigure;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * Publishes the property {@value #PROPERTY}, the port that the node is bound to, in the
 * property source in which Boot keeps the ports of web servers.
 */
final class LocalPort {

	static final String PROPERTY = "local.noise.port";

	private static final String SOURCE = "server.ports";

	private LocalPort() {
	}

	/**
	 * Sets the property in the environments of a context and its parents.
	 */
	static void publish(@Nullable ApplicationContext context, int port) {
		for (ApplicationContext each = context; each != null; each = each.getParent()) {
			if (each.getEnvironment() instanceof ConfigurableEnvironment environment) {
				ports(environment.getPropertySources()).put(PROPERTY, port);
			}
		}
	}

	private static Map<String, Object> ports(MutablePropertySources sources) {
		if (sources.get(SOURCE) instanceof MapPropertySource known) {
			return known.getSource();
		}
		Map<String, Object> ports = new HashMap<>();
		sources.addFirst(new MapPropertySource(SOURCE, ports));
		return ports;
	}

}
