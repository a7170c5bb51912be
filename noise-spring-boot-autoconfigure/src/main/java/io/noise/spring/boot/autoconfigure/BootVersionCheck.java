package io.noise.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootVersion;

/**
 * Sees whether this is a Spring Boot that the starter works with. It must itself work
 * with all of them, so it uses nothing that came or went with a version.
 */
final class BootVersionCheck {

	private static final int OLDEST = 4;

	private BootVersionCheck() {
	}

	/**
	 * Passes where the version is new enough, or does not tell.
	 * @throws IllegalStateException with the version that was found and the one that is
	 * needed
	 */
	static void check() {
		check(SpringBootVersion.getVersion());
	}

	static void check(@Nullable String version) {
		if (version != null && version.matches("([0-3]|4\\.0)\\..*")) {
			throw new IllegalStateException("noise-spring-boot-starter: Spring Boot " + version + " (expected: "
					+ OLDEST + ".1 or newer; without it use noise-core, which needs no Spring)");
		}
	}

}
