package io.noise.spring.boot.autoconfigure;

import java.nio.file.Path;

import io.noise.identity.Identity;
import io.noise.session.SecureOptions;
import io.noise.session.Session;
import io.noise.session.Sessions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.util.StringUtils;

/**
 * Maps {@code noise.session}, with the options of its kind and the identity of
 * {@code noise.identity.*}, to a {@link Session}.
 */
final class SessionMapper {

	private SessionMapper() {
	}

	/**
	 * Makes the session.
	 * @throws io.noise.identity.IdentityException if there is to be an identity and it
	 * cannot be loaded
	 */
	static Session session(NoiseProperties noise) {
		return switch (noise.session()) {
			case SECURE -> secure(noise);
			case PLAIN -> Sessions.plain();
			case LEGACY -> LegacySessionMapper.session(noise.legacy());
		};
	}

	/** The constructor of the session looks for the provider. */
	private static Session secure(NoiseProperties noise) {
		SecureOptions options = options(noise.secure());
		Identity identity = identity(noise.identity());
		String provider = noise.secure().provider();
		return (provider != null)
				? ValueMapper.map("noise.secure.provider", provider,
						(name) -> Sessions.secure(identity, options.withProvider(name)))
				: Sessions.secure(identity, options);
	}

	private static SecureOptions options(NoiseProperties.Secure secure) {
		return ValueMapper.map("noise.secure.suites", secure.suites(),
				(suites) -> new SecureOptions(suites, secure.network(), null, secure.curves()));
	}

	private static Identity identity(NoiseProperties.Identity given) {
		if (given.pem() != null) {
			return ofText(given, given.pem());
		}
		return StringUtils.hasText(given.location()) ? ofFile(given, given.location()) : Identity.generate();
	}

	private static Identity ofText(NoiseProperties.Identity given, String pem) {
		if (StringUtils.hasText(given.location())) {
			throw new FailureAnalyzedException("Both noise.identity.pem and noise.identity.location are set.",
					"Remove one of the two: each of them gives the node its key.");
		}
		char[] password = password(given);
		return (password != null) ? Identity.parse(pem, password) : Identity.parse(pem);
	}

	/** Never replaces an encrypted file by one that is not encrypted. */
	private static Identity ofFile(NoiseProperties.Identity given, String location) {
		Path file = FileLocation.file("noise.identity.location", location);
		char[] password = password(given);
		if (password != null) {
			return Identity.load(file, password, given.permissions());
		}
		return given.createIfMissing() ? Identity.loadOrCreate(file, given.permissions())
				: Identity.load(file, given.permissions());
	}

	private static char @Nullable [] password(NoiseProperties.Identity given) {
		return StringUtils.hasLength(given.password()) ? given.password().toCharArray() : null;
	}

}
