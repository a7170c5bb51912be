package io.noise.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.noise.NoiseException;
import io.noise.NoiseTimeoutException;
import io.noise.concurrent.EventLoopThread;
import io.noise.message.DisconnectException;
import io.noise.message.MessageRegistry;
import io.noise.message.ReceivedMessage;

/**
 * Lets callers wait for messages of one connection.
 */
final class ConversationReceiver {

	private final Connection connection;

	private final MessageRegistry registry;

	private final ConversationInbound inbound;

	private final ConversationHandlers handlers;

	private final Duration receiveTimeout;

	/**
	 * Waits for nothing yet.
	 * @param connection the connection
	 * @param registry the types of the node
	 * @param inbound the source of messages
	 * @param handlers told of messages that cannot be decoded
	 * @param receiveTimeout how long callers wait that name no time
	 */
	ConversationReceiver(Connection connection, MessageRegistry registry, ConversationInbound inbound,
			ConversationHandlers handlers, Duration receiveTimeout) {
		this.connection = connection;
		this.registry = registry;
		this.inbound = inbound;
		this.handlers = handlers;
		this.receiveTimeout = receiveTimeout;
	}

	/**
	 * Waits for the next message of a type, no longer than the receive timeout.
	 */
	<T> T receive(Class<T> type) {
		return receive(type, this.receiveTimeout);
	}

	/**
	 * Waits for the next message of a type.
	 */
	<T> T receive(Class<T> type, Duration timeout) {
		String what = "receive " + type.getSimpleName() + " from " + this.connection.lane();
		EventLoopThread.refuse(what);
		int opcode = this.registry.byClass(type).opcode();
		CompletableFuture<ReceivedMessage> answer = this.inbound.ask(opcode);
		ReceivedMessage received;
		try {
			received = answer.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			received = lastChance(opcode, answer, new NoiseTimeoutException(what + ": nothing within " + timeout));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			received = lastChance(opcode, answer, new NoiseException(what + ": interrupted while waiting", ex));
		}
		catch (ExecutionException ex) {
			throw new NoiseException(what + ": " + this.connection.whyClosed(), ex.getCause(),
					this.connection.id().text(), true);
		}
		return type.cast(decode(received, what));
	}

	/** A message may have come while the caller gave up; it must not be lost. */
	private ReceivedMessage lastChance(int opcode, CompletableFuture<ReceivedMessage> answer,
			NoiseException otherwise) {
		if (this.inbound.cancel(opcode, answer) || answer.isCompletedExceptionally()) {
			throw otherwise;
		}
		try {
			return answer.join();
		}
		catch (CompletionException ex) {
			throw otherwise;
		}
	}

	private Object decode(ReceivedMessage received, String what) {
		try {
			return this.inbound.decode(received);
		}
		catch (DisconnectException ex) {
			this.handlers.undecodable(ex);
			throw new NoiseException(what + ": " + ex.getMessage(), ex, this.connection.id().text());
		}
	}

}
