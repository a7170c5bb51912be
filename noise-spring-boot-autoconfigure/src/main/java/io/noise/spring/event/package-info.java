/**
 * What happens to peers, as events of the application. Read
 * {@link io.noise.spring.event.PeerEvent} first.
 */
@NullMarked
package io.noise.spring.event;

import org.jspecify.annotations.NullMarked;
