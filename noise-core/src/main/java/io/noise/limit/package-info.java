/**
 * Rates, back-off, address prefixes and throttles of the log: small parts that know
 * nothing of the others.
 */
@NullMarked
package io.noise.limit;

import org.jspecify.annotations.NullMarked;
