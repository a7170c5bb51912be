/**
 * The {@code secure} session: Noise_XX_25519_AESGCM_SHA256 of the Noise Protocol
 * Framework, revision 34. Read {@code Handshake} first, beside sections 5 and 7 of that
 * specification, whose names it keeps; {@code CipherState} is what remains once the
 * handshake is done and seals every record. All primitives are those of the JDK. After
 * that read {@code SecureLink}, which shows the way of a frame. Not exported.
 */
@NullMarked
package io.noise.session.secure;

import org.jspecify.annotations.NullMarked;
