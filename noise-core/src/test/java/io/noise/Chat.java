package io.noise;

/**
 * The message of most tests; on the wire it is the text message of the Go original's
 * chat.
 */
public record Chat(String text) {
}
