/**
 * Events of peers, published in the application context. Read
 * {@link io.noise.spring.event.PeerEvent} first.
 */
@NullMarked
package io.noise.spring.event;

import org.jspecify.annotations.NullMarked;
