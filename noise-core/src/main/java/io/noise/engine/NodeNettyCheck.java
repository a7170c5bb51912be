package io.noise.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.netty.util.Version;
import io.noise.NoiseException;

/**
 * Checks the version of Netty on the class path, before anything fails for lack of a
 * class.
 */
final class NodeNettyCheck {

	/** New types of Netty 4.2, one for each artifact in use that changed then. */
	private static final List<String> NEEDED = List.of("io.netty.channel.IoHandlerFactory",
			"io.netty.channel.MultiThreadIoEventLoopGroup", "io.netty.channel.nio.NioIoHandler");

	private NodeNettyCheck() {
	}

	/**
	 * Checks that Netty is at least 4.2.
	 * @throws NoiseException if it is not, with the version found and the one needed
	 */
	static void check() {
		for (String type : NEEDED) {
			if (!isPresent(type)) {
				throw new NoiseException("Netty: " + found() + " on the class path, which has no " + type
						+ " (expected: version 4.2 of all of Netty: io.netty:netty-bom manages it, and so does Spring Boot 4)",
						null);
			}
		}
	}

	private static boolean isPresent(String type) {
		try {
			Class.forName(type, false, NodeNettyCheck.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	private static String found() {
		try {
			Map<String, Version> versions = Version.identify(NodeNettyCheck.class.getClassLoader());
			TreeSet<String> found = new TreeSet<>();
			versions.values().forEach((version) -> found.add(version.artifactVersion()));
			return found.isEmpty() ? "an unknown version" : "version " + String.join(" and ", found);
		}
		catch (LinkageError ex) {
			return "no version";
		}
	}

}
