/**
 * The threads of a node: event loops, the executor of users' code, pools of the node's
 * own, lanes that run hooks one after the other, and futures as users get them. Read
 * {@link io.noise.concurrent.NodeRuntime} and {@link io.noise.concurrent.Lane} first.
 * Knows nothing of peers and messages.
 */
@NullMarked
package io.noise.concurrent;

import org.jspecify.annotations.NullMarked;
