package io.noise.spring.boot.health;

import java.util.LinkedHashMap;
import java.util.Map;

import io.noise.Node;
import io.noise.spring.node.OptionalOperations;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * What the information endpoint says about a node: facts that do not change while it
 * runs.
 */
final class NodeInfoContributor implements InfoContributor {

	private final Node node;

	NodeInfoContributor(Node node) {
		this.node = node;
	}

	@Override
	public void contribute(Info.Builder builder) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("id", this.node.id());
		facts.put("session", this.node.session());
		OptionalOperations.session(this.node).ifPresent((session) -> facts.put("protocolVersion", session.version()));
		builder.withDetail("noise", facts);
	}

}
