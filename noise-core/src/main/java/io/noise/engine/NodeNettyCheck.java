package io.noise.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.netty.util.Version;
import io.noise.NoiseException;

/**
 * Sees whether the Netty on the class path is one that this library runs on, before
 * anything fails for want of a class.
 */
final class NodeNettyCheck {

	/** Came with Netty 4.2, one for each artifact that we use and that changed then. */
	private static final List<String> NEEDED = List.of("io.netty.channel.IoHandlerFactory",
			"io.netty.channel.MultiThreadIoEventLoopGroup", "io.netty.channel.nio.NioIoHandler");

	private NodeNettyCheck() {
	}

	/**
	 * Passes where everything is there.
	 * @throws NoiseException with the version that was found and the one that is needed
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
			return found.isEmpty() ? "a version that does not say which" : "version " + String.join(" and ", found);
		}
		catch (LinkageError ex) {
			return "no version";
		}
	}

}
