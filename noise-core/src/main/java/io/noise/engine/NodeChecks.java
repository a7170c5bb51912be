package io.noise.engine;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.noise.PeerAuthorizer;
import io.noise.identity.Identity;
import io.noise.identity.Trust;
import io.noise.session.Session;
import io.noise.session.channel.ChannelSession;
import org.jspecify.annotations.Nullable;

/**
 * Checks the values that a builder is given.
 */
final class NodeChecks {

	private static final int LOWEST_BIND_PORT = 1024;

	private static final int HIGHEST_PORT = 65_535;

	private NodeChecks() {
	}

	static String host(String what, String host) {
		Objects.requireNonNull(host, () -> what + ": null (expected: a name or address)");
		if (Identity.isPrivateKey(host)) {
			throw new IllegalArgumentException(
					what + ": a private key, which is not shown (expected: a name or address)");
		}
		boolean bracketed = host.startsWith("[");
		if (host.isBlank() || bracketed || !host.strip().equals(host)) {
			throw new IllegalArgumentException(what + ": \"" + host + "\" (expected: a name or address"
					+ (bracketed ? ", an IPv6 one without brackets)" : ")"));
		}
		return host;
	}

	static int bindPort(int port) {
		if (port != 0 && (port < LOWEST_BIND_PORT || port > HIGHEST_PORT)) {
			throw new IllegalArgumentException("port: " + port + " (expected: " + LOWEST_BIND_PORT + " to "
					+ HIGHEST_PORT + ", or 0 for any that is free)");
		}
		return port;
	}

	static int externalPort(int port) {
		if (port < 0 || port > HIGHEST_PORT) {
			throw new IllegalArgumentException(
					"external port: " + port + " (expected: 1 to " + HIGHEST_PORT + ", or 0 for the bound one)");
		}
		return port;
	}

	static ChannelSession session(Session session) {
		if (session instanceof ChannelSession known) {
			return known;
		}
		throw new IllegalArgumentException("session: " + session + " (expected: one of io.noise.session.Sessions)");
	}

	/**
	 * Refuses trust and authorizers that decide on identities, where the session proves
	 * none.
	 */
	static void identities(ChannelSession session, Trust trust, @Nullable PeerAuthorizer authorizer) {
		if (session.identity().isEmpty() && (trust.needsIdentities() || authorizer != null)) {
			throw new IllegalArgumentException((trust.needsIdentities() ? "trust: " + trust : "authorizer: given")
					+ ", and session " + session.name()
					+ " proves no identities (expected: session secure, or open trust and no authorizer)");
		}
	}

	/**
	 * Refuses executors that run tasks on the calling thread, where hooks would block an
	 * event loop. Runs a task to find out.
	 */
	static Executor executor(Executor executor) {
		Thread caller = Thread.currentThread();
		boolean[] ranOnCaller = new boolean[1];
		try {
			Objects.requireNonNull(executor, "executor: null").execute(() -> {
				if (Thread.currentThread() == caller) {
					ranOnCaller[0] = true;
				}
			});
		}
		catch (RejectedExecutionException ex) {
			throw new IllegalArgumentException("executor: " + executor + " (expected: one that takes tasks)", ex);
		}
		catch (Error ex) {
			// Out of threads at this moment, as it may be at any other.
			return executor;
		}
		if (ranOnCaller[0]) {
			throw new IllegalArgumentException(
					"executor: " + executor + " runs tasks on the calling thread (expected: threads of its own)");
		}
		return executor;
	}

}
