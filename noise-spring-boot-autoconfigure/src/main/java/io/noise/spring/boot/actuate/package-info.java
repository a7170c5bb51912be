/**
 * The actuator endpoint {@code noise}: shows a node and its peers, and dials and
 * disconnects on request. Read {@code NoiseEndpoint} first; the records ending in
 * {@code Report} are its JSON.
 */
@NullMarked
package io.noise.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
