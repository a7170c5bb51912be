/**
 * Observations of requests and messages, and traces that go from one application to the
 * next. Start with {@link io.noise.spring.boot.observation.ObservationTracer}.
 */
@NullMarked
package io.noise.spring.boot.observation;

import org.jspecify.annotations.NullMarked;
