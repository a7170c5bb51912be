/**
 * The actuator endpoint {@code noise}: what a node and its peers are doing, and on
 * request dialling and disconnecting. Read {@code NoiseEndpoint} first; the records
 * ending in {@code Report} are its JSON.
 */
@NullMarked
package io.noise.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
