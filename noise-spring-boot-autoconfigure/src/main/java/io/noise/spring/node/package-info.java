/**
 * Access to nodes of any implementation: {@link io.noise.spring.node.OptionalOperations}.
 */
@NullMarked
package io.noise.spring.node;

import org.jspecify.annotations.NullMarked;
