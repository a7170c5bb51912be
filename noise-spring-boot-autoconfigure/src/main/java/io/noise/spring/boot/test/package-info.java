/**
 * Support for tests of applications with a node:
 * {@link io.noise.spring.boot.test.LocalNoisePort}.
 */
@NullMarked
package io.noise.spring.boot.test;

import org.jspecify.annotations.NullMarked;
