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
 * The callers that wait for the next message of a type, in the order of their arrival.
 * Not safe for use by several threads.
 */
final class WaitingReceivers {

	private final Map<Integer, Deque<CompletableFuture<ReceivedMessage>>> byOpcode = new HashMap<>();

	void add(int opcode, CompletableFuture<ReceivedMessage> caller) {
		this.byOpcode.computeIfAbsent(opcode, (key) -> new ArrayDeque<>()).add(caller);
	}

	/**
	 * Passes a message to the first caller that waits for its type.
	 * @return false if there is none
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
	 * Removes a caller that no longer waits.
	 * @return false if it was not present
	 */
	boolean remove(int opcode, CompletableFuture<ReceivedMessage> caller) {
		Deque<CompletableFuture<ReceivedMessage>> waiting = this.byOpcode.get(opcode);
		return waiting != null && waiting.removeIf((one) -> one == caller);
	}

	/**
	 * Removes and returns all callers.
	 */
	List<CompletableFuture<ReceivedMessage>> removeAll() {
		List<CompletableFuture<ReceivedMessage>> all = new ArrayList<>();
		this.byOpcode.values().forEach(all::addAll);
		this.byOpcode.clear();
		return all;
	}

}
