/**
 * Carriers of a node's bytes. Read {@link io.noise.transport.Transport} first: it adapts
 * the node's addresses to Netty's channels; {@link io.noise.transport.Transports} has TCP
 * and the in-memory transport.
 */
@NullMarked
package io.noise.transport;

import org.jspecify.annotations.NullMarked;
