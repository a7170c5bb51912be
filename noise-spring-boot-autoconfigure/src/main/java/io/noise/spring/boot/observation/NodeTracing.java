package io.noise.spring.boot.observation;

import java.util.Optional;

import io.noise.Node;
import io.noise.NodeTracer;
import io.noise.Registration;
import io.noise.spring.node.OptionalOperations;

import org.springframework.beans.factory.DisposableBean;

/**
 * Has a node followed by a tracer until the context closes.
 */
final class NodeTracing implements DisposableBean {

	private final Optional<Registration> registration;

	NodeTracing(Node node, NodeTracer tracer) {
		this.registration = OptionalOperations.trace(node, tracer);
	}

	@Override
	public void destroy() {
		this.registration.ifPresent(Registration::close);
	}

}
