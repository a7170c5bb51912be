/**
 * The {@code plain} session: frames and nothing else. Not exported.
 */
@NullMarked
package io.noise.session.plain;

import org.jspecify.annotations.NullMarked;
