/**
 * Who a node is. Read {@link io.noise.identity.NodeId} first: the public key that names a
 * node; {@link io.noise.identity.Identity} is the key pair behind it.
 */
@NullMarked
package io.noise.identity;

import org.jspecify.annotations.NullMarked;
