/**
 * A small application on noise, to run first. Read {@code PeerLog} first: it has the
 * hooks; then {@code Greeter}, which answers messages.
 */
@NullMarked
package io.noise.sample;

import org.jspecify.annotations.NullMarked;
