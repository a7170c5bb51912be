package io.noise.spring.boot.autoconfigure;

import java.util.Set;

import io.noise.Node;
import io.noise.spring.boot.autoconfigure.NoiseProperties.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.StringUtils;

/**
 * Logs notes for operators who have configured little. Each note is logged once, at the
 * start, and disappears with the configuration that it asks for.
 */
final class StartNotes {

	private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "::1", "localhost");

	private static final Logger logger = LoggerFactory.getLogger(StartNotes.class);

	private StartNotes() {
	}

	/**
	 * Logs the notes that apply.
	 * @param judged whether properties or the application decide who may be a peer
	 */
	static void log(Node node, NoiseProperties noise, boolean judged) {
		if (noise.session() != Session.SECURE) {
			return;
		}
		if (noise.identity().pem() == null && !StringUtils.hasText(noise.identity().location())) {
			logger.info("{} has an ephemeral identity, which ends with this process. To keep an identity, set "
					+ "noise.identity.location to a file, with noise.identity.create-if-missing=true to create the "
					+ "file, or set noise.identity.pem", node);
		}
		if (!judged) {
			String meaning = "{} trusts every node (noise.trust.mode is open): a peer proves that it holds a key, and "
					+ "any key is accepted. Set noise.trust.peers to the ids of the expected nodes, or dial id@host:port";
			if (THIS_MACHINE.contains(noise.host())) {
				logger.info(meaning, node);
			}
			else {
				logger.warn(meaning, node);
			}
		}
	}

}
