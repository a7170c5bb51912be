package io.noise;

/**
 * The message of most tests. On the wire, it is the text message of the chat of Go noise.
 */
public record Chat(String text) {
}
