package io.noise.spring.boot.autoconfigure;

import java.util.function.Consumer;
import java.util.function.Function;

import io.noise.Node;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Builds into a node what {@code noise.*} says. A value that the builder refuses is
 * reported under the name of its property.
 */
final class PropertiesNodeBuilderCustomizer implements NodeBuilderCustomizer {

	private final NoiseProperties properties;

	PropertiesNodeBuilderCustomizer(NoiseProperties properties) {
		this.properties = properties;
	}

	@Override
	public void customize(Node.Builder builder) {
		NoiseProperties noise = this.properties;
		apply("noise.host", noise.host(), builder::host);
		apply("noise.port", noise.port(), builder::port);
		if (noise.externalHost() != null) {
			apply("noise.external-host", noise.externalHost(), builder::externalHost);
		}
		apply("noise.external-port", noise.externalPort(), builder::externalPort);
		noise.metadata().forEach(builder::metadata);
		builder.session(SessionProperties.session(noise));
		builder.limits(LimitsProperties.limits(noise.limits()));
		apply("noise.trust.authorizer-timeout", noise.trust().authorizerTimeout(), builder::authorizerTimeout);
		apply("noise.max-message-size", noise.maxMessageSize(), (size) -> builder.maxMessageSize(bytes(size)));
		apply("noise.connect-timeout", noise.connectTimeout(),
				(given) -> builder.connectTimeout(Timeouts.connecting(given)));
		apply("noise.handshake-timeout", noise.handshakeTimeout(),
				(given) -> builder.handshakeTimeout(Timeouts.answers(given)));
		apply("noise.send-timeout", noise.sendTimeout(), builder::sendTimeout);
		apply("noise.receive-timeout", noise.receiveTimeout(), builder::receiveTimeout);
		apply("noise.drain-timeout", noise.drainTimeout(), builder::drainTimeout);
	}

	/**
	 * A size as the builder takes it.
	 */
	static int bytes(DataSize size) {
		long bytes = size.toBytes();
		if (bytes < 1 || bytes > Integer.MAX_VALUE) {
			throw new IllegalArgumentException(
					bytes + " bytes (expected: at " + ((bytes < 1) ? "least 1" : "most " + Integer.MAX_VALUE) + ")");
		}
		return (int) bytes;
	}

	/**
	 * Hands a value on.
	 * @throws InvalidConfigurationPropertyValueException if it is refused
	 */
	static <V> void apply(String property, V value, Consumer<V> target) {
		map(property, value, (given) -> {
			target.accept(given);
			return given;
		});
	}

	/**
	 * Makes something of a value.
	 * @throws InvalidConfigurationPropertyValueException if it is refused
	 */
	static <V, R> R map(String property, V value, Function<V, R> target) {
		try {
			return target.apply(value);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(property, value, ex.getMessage(), ex);
		}
	}

}
