package io.noise.spring.hook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import io.noise.Node;
import io.noise.Registration;
import org.jspecify.annotations.Nullable;

/**
 * The hooks that were found: they wait for the node, are registered there in their order,
 * and can be taken back. Those that are found later are registered at once. Safe for use
 * by any thread.
 */
final class HookRegistrations {

	private final ReentrantLock lock = new ReentrantLock();

	private final Set<Hook.Key> known = new HashSet<>();

	private final List<Hook> waiting = new ArrayList<>();

	private final List<Registration> registrations = new ArrayList<>();

	private @Nullable Node node;

	/**
	 * Adds hooks, each once however often it is found.
	 */
	void add(Collection<Hook> hooks) {
		this.lock.lock();
		try {
			hooks.stream().filter((hook) -> this.known.add(hook.key())).forEach(this.waiting::add);
			if (this.node != null) {
				registerWaiting(this.node);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Registers all hooks at the node.
	 * @throws InvalidHookException if one of them cannot be called
	 */
	void attach(Node node) {
		this.lock.lock();
		try {
			this.waiting.forEach((hook) -> hook.callback().verify());
			this.node = node;
			registerWaiting(node);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void registerWaiting(Node node) {
		this.waiting.stream()
			.sorted(Comparator.comparingInt((Hook hook) -> hook.order().getAsInt()))
			.map((hook) -> hook.register(node))
			.forEach(this.registrations::add);
		this.waiting.clear();
	}

	/**
	 * Takes the hooks back from the node.
	 */
	void close() {
		this.lock.lock();
		try {
			this.node = null;
			this.registrations.forEach(Registration::close);
			this.registrations.clear();
		}
		finally {
			this.lock.unlock();
		}
	}

}
