/**
 * The interface between sessions and the rest of the core. Read
 * {@link io.noise.session.channel.ChannelSession} first: a kind of session knows channels
 * and frames, never nodes or peers. What it makes of a connection is a
 * {@link io.noise.session.channel.SessionLink}. Not exported.
 */
@NullMarked
package io.noise.session.channel;

import org.jspecify.annotations.NullMarked;
