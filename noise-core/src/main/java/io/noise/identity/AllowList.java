package io.noise.identity;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The nodes that are trusted, and no others. May be changed while nodes use it: a node
 * that is taken off it is disconnected from all of them. To be safe for use by any
 * thread, a change copies the list; of many, {@link #replace} makes one.
 */
public final class AllowList implements Trust {

	private final Object lock = new Object();

	/** The list; never changed, but replaced under the lock. */
	private volatile Set<NodeId> nodes;

	private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

	/** The reason for which it must not be used; null if it may. */
	private final @Nullable String objection;

	AllowList(Collection<NodeId> nodes) {
		this(copy(nodes), null);
	}

	private AllowList(Set<NodeId> nodes, @Nullable String objection) {
		this.nodes = nodes;
		this.objection = objection;
	}

	/**
	 * Makes a list that stands for one that there is not: each of its methods throws, so
	 * nobody believes to have changed who is trusted. For frameworks, which must hand out
	 * a list before they know whether there is one.
	 * @param reason the message of the {@link IllegalStateException}
	 * @return a list that trusts nobody and cannot be changed
	 */
	public static AllowList unusable(String reason) {
		return new AllowList(Set.of(), Objects.requireNonNull(reason, "reason: null (expected: a text)"));
	}

	private static Set<NodeId> copy(Collection<NodeId> nodes) {
		return Collections.unmodifiableSet(new TreeSet<>(nodes));
	}

	/**
	 * Adds a node.
	 * @param node its id
	 * @return false if it was on the list already
	 */
	public boolean add(NodeId node) {
		Objects.requireNonNull(node, "node id: null");
		return change((now) -> {
			Set<NodeId> next = new TreeSet<>(now);
			next.add(node);
			return next;
		});
	}

	/**
	 * Removes a node. Its connections are being closed when this returns, with reason
	 * {@code REJECTED}.
	 * @param node its id
	 * @return false if it was not on the list
	 */
	public boolean remove(NodeId node) {
		Objects.requireNonNull(node, "node id: null");
		return change((now) -> {
			Set<NodeId> next = new TreeSet<>(now);
			next.remove(node);
			return next;
		});
	}

	/**
	 * Replaces the whole list at once. Those that are not on the new one are removed as
	 * by {@link #remove}; those on both notice nothing.
	 * @param nodes the ids of the new list
	 * @return false if it is as it was
	 */
	public boolean replace(Collection<NodeId> nodes) {
		Set<NodeId> next = copy(nodes);
		return change((now) -> next);
	}

	private boolean change(UnaryOperator<Set<NodeId>> change) {
		expectUsable();
		Set<NodeId> before;
		Set<NodeId> after;
		synchronized (this.lock) {
			before = this.nodes;
			after = Collections.unmodifiableSet(change.apply(before));
			this.nodes = after;
		}
		if (!after.containsAll(before)) {
			this.watchers.forEach(Runnable::run);
		}
		return !after.equals(before);
	}

	/**
	 * Whether a node is on the list.
	 * @param node its id
	 * @return true if it is trusted at this moment
	 */
	public boolean contains(NodeId node) {
		return nodes().contains(node);
	}

	/**
	 * All nodes of the list.
	 * @return their ids in order; not changed by what happens to the list
	 */
	public Set<NodeId> nodes() {
		expectUsable();
		return this.nodes;
	}

	@Override
	public boolean trusts(NodeId node) {
		return contains(node);
	}

	@Override
	public Runnable onChange(Runnable action) {
		expectUsable();
		this.watchers.add(action);
		return () -> this.watchers.remove(action);
	}

	private void expectUsable() {
		if (this.objection != null) {
			throw new IllegalStateException(this.objection);
		}
	}

	@Override
	public String toString() {
		return (this.objection != null) ? "allow-list, not in use" : "allow-list of " + this.nodes.size();
	}

}
