package io.noise.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.noise.message.ReceivedMessage;

/**
 * Who waits for the next message of which type, first come first served. Not safe for
 * threads.
 */
final class WaitingReceivers {

	private final Map<Integer, Deque<CompletableFuture<ReceivedMessage>>> byOpcode = new HashMap<>();

	void add(int opcode, CompletableFuture<ReceivedMessage> caller) {
		this.byOpcode.computeIfAbsent(opcode, (key) -> new ArrayDeque<>()).add(caller);
	}

	/**
	 * Hands a message to the next who waits for it.
	 * @return false if there is nobody
	 */
	boolean hand(ReceivedMessage received) {
		Deque<CompletableFuture<ReceivedMessage>> waiting = this.byOpcode.get(received.type().opcode());
		CompletableFuture<ReceivedMessage> caller = (waiting != null) ? waiting.poll() : null;
		return caller != null && caller.complete(received);
	}

	boolean isEmpty() {
		return this.byOpcode.values().stream().allMatch(Deque::isEmpty);
	}

	/**
	 * Takes out one who waits no more.
	 * @return false if it was not there
	 */
	boolean remove(int opcode, CompletableFuture<ReceivedMessage> caller) {
		Deque<CompletableFuture<ReceivedMessage>> waiting = this.byOpcode.get(opcode);
		return waiting != null && waiting.removeIf((one) -> one == caller);
	}

	/**
	 * Takes all out.
	 */
	List<CompletableFuture<ReceivedMessage>> removeAll() {
		List<CompletableFuture<ReceivedMessage>> all = new ArrayList<>();
		this.byOpcode.values().forEach(all::addAll);
		this.byOpcode.clear();
		return all;
	}

}
