/**
 * The {@code legacy} session: the handshake and the encryption of Go noise v1.0, byte for
 * byte. Read {@code LegacyHandshake} first for what travels when, then
 * {@link io.noise.session.legacy.EcdhHandshake} and
 * {@link io.noise.session.legacy.FrameKey} for how. Not exported.
 *
 * <pre>
 * seed -&gt; EcdhHandshake -&gt; HandshakeMessage -&gt; the other side
 *              |  their HandshakeMessage
 *              v
 *         SharedSecret -&gt; FrameKey -&gt; SealingCipher, OpeningCipher -&gt; LegacyLink
 * </pre>
 *
 * <b>This protects against nobody who can see or touch the network.</b> The handshake
 * proves no identity, and both directions seal with the same key and the same counters.
 * What can be refused without leaving the original's wire is refused here: keys that fix
 * the secret, our own key coming back, everything after a frame that does not open.
 * <p>
 * Only {@code EdwardsPoint} and {@code Ed25519Keys} touch BouncyCastle;
 * {@link io.noise.session.legacy.BouncyCastle} asks for it before they are loaded.
 */
@NullMarked
package io.noise.session.legacy;

import org.jspecify.annotations.NullMarked;
