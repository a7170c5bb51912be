/**
 * Operations to send from Spring beans. Read {@link io.noise.spring.NoiseOperations}
 * first.
 */
@NullMarked
package io.noise.spring;

import org.jspecify.annotations.NullMarked;
