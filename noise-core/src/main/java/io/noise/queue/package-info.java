/**
 * Messages that wait, on their way out and in, within bounds. Out: {@code Outbox} drains
 * a {@code SendQueue} of {@code QueuedMessage}s, each of which has taken its part of a
 * {@code ByteBudget}. In: {@code Inbox} keeps what has come in an {@code ArrivalQueue}
 * until a handler or one of the {@code WaitingReceivers} gets it, and
 * {@code ReceiveWindow} bounds what is kept.
 */
@NullMarked
package io.noise.queue;

import org.jspecify.annotations.NullMarked;
