/**
 * Message types and messages, outside of any queue: the registry, the types of the other
 * side, interceptors, handlers. Read {@link io.noise.message.MessageRegistry} first.
 */
@NullMarked
package io.noise.message;

import org.jspecify.annotations.NullMarked;
