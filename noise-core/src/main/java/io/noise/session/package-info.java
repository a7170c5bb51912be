/**
 * The kinds of session, as users choose them: {@link io.noise.session.Sessions}. Each
 * kind has a package of its own below this one; {@code io.noise.session.channel} is what
 * a kind implements.
 */
@NullMarked
package io.noise.session;

import org.jspecify.annotations.NullMarked;
