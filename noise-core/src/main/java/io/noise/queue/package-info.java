/**
 * Bounded queues of messages, sent and received. Sent: {@code Outbox} drains a
 * {@code SendQueue} of {@code QueuedMessage}s, each of which has taken its part of a
 * {@code ByteBudget}. Received: {@code Inbox} holds messages in an {@code ArrivalQueue}
 * until a handler or one of the {@code WaitingReceivers} gets it, and
 * {@code ReceiveWindow} bounds them.
 */
@NullMarked
package io.noise.queue;

import org.jspecify.annotations.NullMarked;
