/**
 * The choice of the installed provider that computes. Read {@link io.noise.crypto.Jca}
 * first. Not exported.
 */
@NullMarked
package io.noise.crypto;

import org.jspecify.annotations.NullMarked;
