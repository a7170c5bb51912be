package io.noise.spring.boot.autoconfigure;

import io.noise.Node;

/**
 * Applies {@code noise.*} to the builder of a node.
 */
final class PropertiesNodeBuilderCustomizer implements NodeBuilderCustomizer {

	private final NoiseProperties properties;

	PropertiesNodeBuilderCustomizer(NoiseProperties properties) {
		this.properties = properties;
	}

	@Override
	public void customize(Node.Builder builder) {
		NoiseProperties noise = this.properties;
		ValueMapper.apply("noise.host", noise.host(), builder::host);
		ValueMapper.apply("noise.port", noise.port(), builder::port);
		if (noise.externalHost() != null) {
			ValueMapper.apply("noise.external-host", noise.externalHost(), builder::externalHost);
		}
		ValueMapper.apply("noise.external-port", noise.externalPort(), builder::externalPort);
		noise.metadata().forEach(builder::metadata);
		builder.session(SessionMapper.session(noise));
		builder.limits(LimitsMapper.limits(noise.limits()));
		ValueMapper.apply("noise.trust.authorizer-timeout", noise.trust().authorizerTimeout(),
				builder::authorizerTimeout);
		ValueMapper.apply("noise.max-message-size", noise.maxMessageSize(),
				(size) -> builder.maxMessageSize(ValueMapper.bytes(size)));
		ValueMapper.apply("noise.connect-timeout", noise.connectTimeout(),
				(given) -> builder.connectTimeout(Timeouts.connecting(given)));
		ValueMapper.apply("noise.handshake-timeout", noise.handshakeTimeout(),
				(given) -> builder.handshakeTimeout(Timeouts.answers(given)));
		ValueMapper.apply("noise.send-timeout", noise.sendTimeout(), builder::sendTimeout);
		ValueMapper.apply("noise.receive-timeout", noise.receiveTimeout(), builder::receiveTimeout);
		ValueMapper.apply("noise.request-timeout", noise.requestTimeout(),
				(given) -> builder.requestTimeout(Timeouts.replies(given)));
		ValueMapper.apply("noise.slow-hook-threshold", noise.slowHookThreshold(), builder::slowHookThreshold);
		ValueMapper.apply("noise.drain-timeout", noise.drainTimeout(), builder::drainTimeout);
	}

}
