package io.noise.spring.boot.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.noise.Node;
import io.noise.spring.boot.autoconfigure.NoiseProperties.Session;
import io.noise.spring.node.OptionalOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.StringUtils;

/**
 * Logs one line at the start: the address to which a node is bound, the address that
 * others dial, and its id, each with the property that decides it.
 */
final class StartLine {

	private static final Logger logger = LoggerFactory.getLogger(StartLine.class);

	private StartLine() {
	}

	/**
	 * Logs the line.
	 * @param node a node that listens
	 * @param noise the properties from which it was built, unless the application has
	 * built it
	 */
	static void log(Node node, NoiseProperties noise) {
		if (node.host() == null || node.externalAddress() == null) {
			return; // a mock
		}
		logger.info("{} is bound to {} and known to others as {}, id {}{}", node, bound(node, noise),
				known(node, noise), node.id(), key(node, noise));
	}

	private static String bound(Node node, NoiseProperties noise) {
		String address = address(node.host());
		String host = (address.indexOf(':') >= 0) ? "[" + address + "]" : address;
		return host + ":" + node.port() + named(node.host().equals(noise.host()), "noise.host");
	}

	/** Resolves the bound address, which may be given by name. */
	private static String address(String host) {
		try {
			boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
			return literal ? host : InetAddress.getByName(host).getHostAddress();
		}
		catch (UnknownHostException ex) {
			return host;
		}
	}

	private static String known(Node node, NoiseProperties noise) {
		String external = node.externalAddress();
		String host = noise.externalHost();
		return external + named(host != null && external.startsWith(host + ":"), "noise.external-host");
	}

	private static String named(boolean given, String property) {
		return given ? " (" + property + ")" : "";
	}

	/** Names the source of the key, only where it is known for certain. */
	private static String key(Node node, NoiseProperties noise) {
		if (noise.session() != Session.SECURE || !provesIdentity(node)) {
			return "";
		}
		if (noise.identity().pem() != null) {
			return ", key from noise.identity.pem";
		}
		String location = noise.identity().location();
		return StringUtils.hasText(location) ? ", key from " + location + " (noise.identity.location)"
				: ", key from fresh random numbers";
	}

	private static boolean provesIdentity(Node node) {
		return OptionalOperations.session(node).filter((session) -> session.provesIdentities()).isPresent();
	}

}
