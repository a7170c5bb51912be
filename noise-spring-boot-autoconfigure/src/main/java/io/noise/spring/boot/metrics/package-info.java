/**
 * The meters of a node in Micrometer's registry. Read {@code NodeMetrics} first.
 */
@NullMarked
package io.noise.spring.boot.metrics;

import org.jspecify.annotations.NullMarked;
