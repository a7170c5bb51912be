/**
 * The threads of a node: event loops, the executor of users' code, pools of the node's
 * own, lanes that run hooks one at a time, and the futures that users get. Read
 * {@link io.noise.concurrent.NodeRuntime} and {@link io.noise.concurrent.Lane} first.
 * Independent of peers and messages.
 */
@NullMarked
package io.noise.concurrent;

import org.jspecify.annotations.NullMarked;
