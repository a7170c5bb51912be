/**
 * Rates, back-off, address prefixes and log throttles: small parts that use no other
 * package of this library. Read {@link io.noise.limit.TokenBucket} first.
 */
@NullMarked
package io.noise.limit;

import org.jspecify.annotations.NullMarked;
