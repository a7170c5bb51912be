/**
 * What carries a node's bytes. Read {@link io.noise.transport.Transport} first: it is the
 * seam between the node's addresses and Netty's channels; TCP and the in-memory transport
 * stand behind {@link io.noise.transport.Transports}.
 */
@NullMarked
package io.noise.transport;

import org.jspecify.annotations.NullMarked;
