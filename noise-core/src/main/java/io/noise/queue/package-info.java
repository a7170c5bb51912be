/**
 * Bounded queues of messages, sent and received. Sent: {@code Outbox} drains a
 * {@code SendQueue} of {@code QueuedMessage}s, each of which has taken its part of a
 * {@code ByteBudget}, and makes frames of them by {@code OutboxFrames}. Received:
 * {@code ReceiveFlow} brings messages to the {@code Inbox}, which holds them in an
 * {@code ArrivalQueue} until a handler or one of the {@code WaitingReceivers} gets them;
 * {@code ReceiveWindow} bounds them.
 */
@NullMarked
package io.noise.queue;

import org.jspecify.annotations.NullMarked;
