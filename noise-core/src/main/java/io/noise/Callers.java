package io.noise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Who waits for the next message of which type, first come first served. Not safe for
 * threads.
 */
final class Callers {

	private final Map<Integer, Deque<CompletableFuture<Received>>> byOpcode = new HashMap<>();

	void add(int opcode, CompletableFuture<Received> caller) {
		this.byOpcode.computeIfAbsent(opcode, (key) -> new ArrayDeque<>()).add(caller);
	}

	/**
	 * Hands a message to the next who waits for it.
	 * @return false if there is nobody
	 */
	boolean hand(Received received) {
		Deque<CompletableFuture<Received>> waiting = this.byOpcode.get(received.type().opcode());
		CompletableFuture<Received> caller = (waiting != null) ? waiting.poll() : null;
		return caller != null && caller.complete(received);
	}

	boolean isEmpty() {
		return this.byOpcode.values().stream().allMatch(Deque::isEmpty);
	}

	/**
	 * Takes out one who waits no more.
	 * @return false if it was not there
	 */
	boolean remove(int opcode, CompletableFuture<Received> caller) {
		Deque<CompletableFuture<Received>> waiting = this.byOpcode.get(opcode);
		return waiting != null && waiting.removeIf((one) -> one == caller);
	}

	/**
	 * Takes all out.
	 */
	List<CompletableFuture<Received>> removeAll() {
		List<CompletableFuture<Received>> all = new ArrayList<>();
		this.byOpcode.values().forEach(all::addAll);
		this.byOpcode.clear();
		return all;
	}

}
