/**
 * A node's part of the health and information endpoints.
 */
@NullMarked
package io.noise.spring.boot.health;

import org.jspecify.annotations.NullMarked;
