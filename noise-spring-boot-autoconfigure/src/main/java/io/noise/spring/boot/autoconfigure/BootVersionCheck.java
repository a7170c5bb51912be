package io.noise.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootVersion;

/**
 * Checks that the starter works with this version of Spring Boot. Uses nothing that came
 * or went with a version, since the check itself must work with all of them.
 */
final class BootVersionCheck {

	private static final int OLDEST = 4;

	private BootVersionCheck() {
	}

	/**
	 * Passes if the version is new enough or unknown.
	 * @throws IllegalStateException if it is too old; the message has both versions
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
