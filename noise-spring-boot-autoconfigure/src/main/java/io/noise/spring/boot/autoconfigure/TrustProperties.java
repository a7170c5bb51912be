package io.noise.spring.boot.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.noise.identity.AllowList;
import io.noise.identity.NodeId;
import io.noise.identity.Trust;
import io.noise.spring.boot.autoconfigure.NoiseProperties.Trust.Mode;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * The trust of {@code noise.trust.*}. What contradicts itself is refused: it would trust
 * others than was meant.
 */
final class TrustProperties {

	private static final String PEERS = "noise.trust.peers";

	private TrustProperties() {
	}

	/**
	 * Makes the trust, but for {@link #allowList}, which is a bean.
	 */
	static Trust trust(NoiseProperties.Trust given) {
		check(given);
		if (given.effectiveMode() != Mode.TOFU) {
			return Trust.open();
		}
		if (!StringUtils.hasText(given.knownPeers())) {
			return Trust.firstUse();
		}
		Path file = SessionProperties.file("noise.trust.known-peers", given.knownPeers());
		return Trust.firstUse(file);
	}

	/**
	 * Makes the list.
	 */
	static AllowList allowList(NoiseProperties.Trust given) {
		check(given);
		if (given.peers().isEmpty()) {
			throw new InvalidConfigurationPropertyValueException("noise.trust.mode", "allow-list",
					"Nobody is on the list: set " + PEERS + " to the ids of the nodes that are trusted.");
		}
		List<NodeId> ids = new ArrayList<>();
		for (int i = 0; i < given.peers().size(); i++) {
			ids.add(PropertiesNodeBuilderCustomizer.map(PEERS + "[" + i + "]", given.peers().get(i), NodeId::parse));
		}
		return Trust.allowList(ids);
	}

	private static void check(NoiseProperties.Trust given) {
		Mode mode = given.effectiveMode();
		if (mode != Mode.ALLOW_LIST && !given.peers().isEmpty()) {
			throw new InvalidConfigurationPropertyValueException(PEERS, given.peers(),
					"A list has no effect in mode " + mode + ". Leave it out, or set noise.trust.mode to allow-list.");
		}
		if (mode != Mode.TOFU && StringUtils.hasText(given.knownPeers())) {
			throw new InvalidConfigurationPropertyValueException("noise.trust.known-peers", given.knownPeers(),
					"It has no effect in mode " + mode + ". Leave it out, or set noise.trust.mode to tofu.");
		}
	}

}
