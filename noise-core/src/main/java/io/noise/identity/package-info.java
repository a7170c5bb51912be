/**
 * Identities of nodes, and whom a node trusts. Read {@link io.noise.identity.NodeId}
 * first: the public key that names a node; {@link io.noise.identity.Identity} is the
 * whole key pair, {@link io.noise.identity.Trust} the choice of peers.
 * <p>
 * Ed25519 itself is the JDK's; {@code Ed25519} calls it. A file is loaded by
 * {@code KeyFile}: {@code KeyFileAccess} judges who may read it, {@code KeyPem} finds the
 * block, {@code Pbes2} decrypts it, {@code Pkcs8} reads the key. {@code NewKeyFile}
 * creates one. {@code KnownPeers} is the memory of trust on first use.
 */
@NullMarked
package io.noise.identity;

import org.jspecify.annotations.NullMarked;
