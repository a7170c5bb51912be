/**
 * Annotations that make methods of beans hooks of the node. Read
 * {@link io.noise.spring.annotation.OnPeerInit} first; the others differ only in when
 * they are called. {@link io.noise.spring.annotation.OnMessage} is for messages.
 */
@NullMarked
package io.noise.spring.annotation;

import org.jspecify.annotations.NullMarked;
