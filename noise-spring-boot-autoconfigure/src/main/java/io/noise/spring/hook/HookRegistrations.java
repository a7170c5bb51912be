package io.noise.spring.hook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.noise.Node;
import io.noise.Registration;
import org.jspecify.annotations.Nullable;

/**
 * Hooks that were found. They wait for the node, are registered there in their order, and
 * can be removed from it. Hooks that are found later are registered at once. Safe for use
 * by any thread.
 */
final class HookRegistrations {

	private final Set<Hook.Key> known = new HashSet<>();

	private final List<Hook> waiting = new ArrayList<>();

	private final Opcodes opcodes = new Opcodes();

	private final List<Registration> registrations = new ArrayList<>();

	private final HeldNodes held = new HeldNodes();

	private @Nullable Node node;

	/**
	 * Keeps a node from having peers until the hooks are registered.
	 */
	synchronized void hold(Node node) {
		if (this.node == null) {
			this.held.add(node);
		}
	}

	/**
	 * Adds hooks, each once however often it is found. Those that cannot be registered
	 * stay unknown, all of them, so that they fail again when they are found again.
	 * @throws OpcodeException if one of them cannot have its messages
	 * @throws InvalidHookException if one of them cannot reply to requests
	 */
	synchronized void add(Collection<Hook> hooks) {
		Map<Hook.Key, Hook> found = new LinkedHashMap<>();
		hooks.forEach((hook) -> found.putIfAbsent(hook.key(), hook));
		found.keySet().removeAll(this.known);
		if (this.node == null) {
			this.waiting.addAll(found.values());
		}
		else {
			register(this.node, found.values());
		}
		this.known.addAll(found.keySet());
	}

	/**
	 * Registers all hooks at the node.
	 * @throws InvalidHookException if one of them cannot be called, or cannot reply to
	 * requests
	 * @throws OpcodeException if one of them cannot have its messages
	 */
	synchronized void attach(Node node) {
		this.waiting.forEach((hook) -> hook.code().verify());
		register(node, this.waiting);
		this.waiting.clear();
		this.node = node;
		this.held.release();
	}

	/** Registers all of the hooks, or none. */
	private void register(Node node, Collection<Hook> hooks) {
		this.opcodes.register(node, messageMethods(hooks));
		List<Registration> added = new ArrayList<>();
		try {
			hooks.stream()
				.sorted(Comparator.comparingInt((Hook hook) -> hook.order().getAsInt()))
				.map((hook) -> hook.code().register(node))
				.filter(Objects::nonNull) // those of a mock are null
				.forEach(added::add);
		}
		catch (RuntimeException ex) {
			added.forEach(Registration::close);
			throw ex;
		}
		this.registrations.addAll(added);
	}

	private static List<MessageMethod> messageMethods(Collection<Hook> hooks) {
		return hooks.stream()
			.map(Hook::code)
			.filter(MessageMethod.class::isInstance)
			.map(MessageMethod.class::cast)
			.toList();
	}

	/**
	 * Removes the hooks from the node.
	 */
	synchronized void close() {
		this.node = null;
		this.registrations.forEach(Registration::close);
		this.registrations.clear();
	}

}
