package io.noise.spring.boot.autoconfigure;

import java.net.URI;
import java.nio.file.Path;

import io.noise.identity.Identity;
import io.noise.session.SecureOptions;
import io.noise.session.Session;
import io.noise.session.Sessions;

import org.springframework.util.StringUtils;

/**
 * The session of {@code noise.session}, with the identity of {@code noise.identity.*}.
 */
final class SessionProperties {

	private static final String FILE_URL = "file:";

	private SessionProperties() {
	}

	/**
	 * Makes the session.
	 * @throws io.noise.identity.IdentityException if there is to be an identity and it
	 * cannot be loaded
	 */
	static Session session(NoiseProperties noise) {
		return switch (noise.session()) {
			case SECURE -> Sessions.secure(identity(noise.identity()), options(noise.secure()));
			case PLAIN -> Sessions.plain();
			case LEGACY -> LegacySessions.create(noise.legacy());
		};
	}

	private static SecureOptions options(NoiseProperties.Secure secure) {
		return PropertiesNodeBuilderCustomizer.map("noise.secure.suites", secure.suites(),
				(suites) -> new SecureOptions(suites, secure.network()));
	}

	/** An encrypted file is never replaced by one that is not. */
	private static Identity identity(NoiseProperties.Identity identity) {
		if (!StringUtils.hasText(identity.location())) {
			return Identity.generate();
		}
		Path file = file("noise.identity.location", identity.location());
		String password = identity.password();
		if (StringUtils.hasLength(password)) {
			return Identity.load(file, password.toCharArray());
		}
		return identity.createIfMissing() ? Identity.loadOrCreate(file) : Identity.load(file);
	}

	/**
	 * The file that a property names, by its path or URL.
	 */
	static Path file(String property, String location) {
		return PropertiesNodeBuilderCustomizer.map(property, location, (text) -> {
			if (text.startsWith("classpath:")) {
				throw new IllegalArgumentException("not a file of its own (expected: a path, or file:)");
			}
			return text.startsWith(FILE_URL) ? Path.of(URI.create(text)) : Path.of(text);
		});
	}

}
