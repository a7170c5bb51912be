package io.noise.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.noise.message.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/**
 * The callers that wait for the next message of a type, in the order of their arrival.
 * Not safe for use by several threads.
 */
final class WaitingReceivers {

	/** Created with the first caller: where there are handlers, none comes. */
	private @Nullable Map<Integer, Deque<CompletableFuture<ReceivedMessage>>> byOpcode;

	void add(int opcode, CompletableFuture<ReceivedMessage> caller) {
		if (this.byOpcode == null) {
			this.byOpcode = new HashMap<>();
		}
		this.byOpcode.computeIfAbsent(opcode, (key) -> new ArrayDeque<>(1)).add(caller);
	}

	/**
	 * Passes a message to the first caller that waits for its type.
	 * @return false if there is none
	 */
	boolean hand(ReceivedMessage received) {
		Deque<CompletableFuture<ReceivedMessage>> waiting = of(received.type().opcode());
		CompletableFuture<ReceivedMessage> caller = (waiting != null) ? waiting.poll() : null;
		return caller != null && caller.complete(received);
	}

	private @Nullable Deque<CompletableFuture<ReceivedMessage>> of(int opcode) {
		return (this.byOpcode != null) ? this.byOpcode.get(opcode) : null;
	}

	boolean isEmpty() {
		return this.byOpcode == null || this.byOpcode.values().stream().allMatch(Deque::isEmpty);
	}

	/**
	 * Removes a caller that no longer waits.
	 * @return false if it was not present
	 */
	boolean remove(int opcode, CompletableFuture<ReceivedMessage> caller) {
		Deque<CompletableFuture<ReceivedMessage>> waiting = of(opcode);
		return waiting != null && waiting.removeIf((one) -> one == caller);
	}

	/**
	 * Removes and returns all callers.
	 */
	List<CompletableFuture<ReceivedMessage>> removeAll() {
		List<CompletableFuture<ReceivedMessage>> all = new ArrayList<>();
		if (this.byOpcode != null) {
			this.byOpcode.values().forEach(all::addAll);
			this.byOpcode = null;
		}
		return all;
	}

}
