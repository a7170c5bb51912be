package io.noise.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.noise.NoiseException;
import io.noise.NoiseTimeoutException;
import io.noise.concurrent.EventLoopThread;
import io.noise.message.DisconnectException;
import io.noise.message.MessageRegistry;
import io.noise.message.ReceivedMessage;
import io.noise.message.RemoteTypes;
import io.noise.queue.ReceiveFlow;

/**
 * Lets callers wait for messages of one connection.
 */
final class ConversationReceiver {

	private final ConversationCarrier carrier;

	private final MessageRegistry registry;

	private final RemoteTypes remoteTypes;

	private final ReceiveFlow flow;

	private final Consumer<DisconnectException> undecodable;

	private final Duration receiveTimeout;

	/**
	 * Waits for nothing yet.
	 * @param carrier the connection
	 * @param registry the types of the node
	 * @param remoteTypes decodes messages
	 * @param flow the source of messages
	 * @param undecodable told of messages that cannot be decoded
	 * @param receiveTimeout how long callers wait that name no time
	 */
	ConversationReceiver(ConversationCarrier carrier, MessageRegistry registry, RemoteTypes remoteTypes,
			ReceiveFlow flow, Consumer<DisconnectException> undecodable, Duration receiveTimeout) {
		this.carrier = carrier;
		this.registry = registry;
		this.remoteTypes = remoteTypes;
		this.flow = flow;
		this.undecodable = undecodable;
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
		String what = "receive " + type.getSimpleName() + " from " + this.carrier.lane();
		EventLoopThread.refuse(what);
		int opcode = this.registry.byClass(type).opcode();
		CompletableFuture<ReceivedMessage> answer = this.flow.ask(opcode);
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
			throw new NoiseException(what + ": " + this.carrier.whyClosed(), ex.getCause(), this.carrier.id().text(),
					true);
		}
		return type.cast(decode(received, what));
	}

	/** A message may have come while the caller gave up; it must not be lost. */
	private ReceivedMessage lastChance(int opcode, CompletableFuture<ReceivedMessage> answer,
			NoiseException otherwise) {
		if (this.flow.cancel(opcode, answer) || answer.isCompletedExceptionally()) {
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
			return this.remoteTypes.decode(received);
		}
		catch (DisconnectException ex) {
			this.undecodable.accept(ex);
			throw new NoiseException(what + ": " + ex.getMessage(), ex, this.carrier.id().text());
		}
	}

}
