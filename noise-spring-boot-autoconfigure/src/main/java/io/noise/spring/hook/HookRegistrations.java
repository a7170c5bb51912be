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

	private final Opcodes opcodes = new Opcodes();

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
	 * @throws OpcodeException if one of them cannot have its messages
	 */
	void attach(Node node) {
		this.lock.lock();
		try {
			this.waiting.forEach((hook) -> hook.code().verify());
			this.node = node;
			registerWaiting(node);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void registerWaiting(Node node) {
		List<Hook> hooks = List.copyOf(this.waiting);
		this.waiting.clear();
		this.opcodes.register(node, messageMethods(hooks));
		hooks.stream()
			.sorted(Comparator.comparingInt((Hook hook) -> hook.order().getAsInt()))
			.map((hook) -> hook.code().register(node))
			.forEach(this.registrations::add);
	}

	private static List<MessageMethod> messageMethods(List<Hook> hooks) {
		return hooks.stream()
			.map(Hook::code)
			.filter(MessageMethod.class::isInstance)
			.map(MessageMethod.class::cast)
			.toList();
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
