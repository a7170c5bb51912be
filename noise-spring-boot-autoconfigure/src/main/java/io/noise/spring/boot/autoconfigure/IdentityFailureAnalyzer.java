package io.noise.spring.boot.autoconfigure;

import io.noise.identity.IdentityException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a missing identity or an unusable file of known peers, and the remedy.
 */
final class IdentityFailureAnalyzer extends AbstractFailureAnalyzer<IdentityException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, IdentityException cause) {
		String message = String.valueOf(cause.getMessage());
		boolean knownPeers = message.startsWith("known peers");
		if (message.startsWith("identity text")) {
			return new FailureAnalysis(
					"The noise node has no identity: noise.identity.pem: " + message.substring(message.indexOf(':') + 2)
							+ ".",
					"Correct noise.identity.pem: one Ed25519 private key, PKCS#8, as openssl genpkey -algorithm ed25519 "
							+ "makes it; if it is encrypted, noise.identity.password is its password. For a file that "
							+ "holds the key, use noise.identity.location.",
					cause);
		}
		return new FailureAnalysis(
				(knownPeers ? "The file of noise.trust.known-peers cannot be used: "
						: "The noise node has no identity: ") + message + ".",
				knownPeers ? "Correct the file, or name another one with noise.trust.known-peers."
						: "Correct the file as described, or name another one with noise.identity.location. With "
								+ "noise.identity.create-if-missing=true a missing file is created, unless there is a "
								+ "password (noise.identity.password). Without a location the node has another identity "
								+ "each time it starts.",
				cause);
	}

}
