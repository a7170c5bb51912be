/**
 * The auto-configuration: one {@link io.noise.Node} per application, configured by
 * {@code noise.*}. Read {@link NoiseAutoConfiguration} first, then
 * {@link NoiseProperties}.
 */
@NullMarked
package io.noise.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
