package io.noise.spring.boot.health;

import java.util.Map;

import io.noise.Node;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * What the information endpoint says about a node: facts that do not change while it
 * runs.
 */
final class NodeInfoContributor implements InfoContributor {

	/** The version of the frames of the own wire format. */
	static final int PROTOCOL_VERSION = 1;

	private final Node node;

	NodeInfoContributor(Node node) {
		this.node = node;
	}

	@Override
	public void contribute(Info.Builder builder) {
		builder.withDetail("noise",
				Map.of("id", this.node.id(), "session", this.node.session(), "protocolVersion", PROTOCOL_VERSION));
	}

}
