/**
 * Who a node is. Read {@link io.noise.identity.NodeId} first: the public key that names a
 * node; {@link io.noise.identity.Identity} is the key pair behind it.
 * <p>
 * Ed25519 itself is the JDK's, behind {@code Ed25519}. A file is loaded by
 * {@code KeyFile}: {@code KeyFileAccess} judges who may read it, {@code KeyPem} finds the
 * block, {@code Pbes2} decrypts it, {@code Pkcs8} reads the key. {@code NewKeyFile}
 * creates one.
 */
@NullMarked
package io.noise.identity;

import org.jspecify.annotations.NullMarked;
