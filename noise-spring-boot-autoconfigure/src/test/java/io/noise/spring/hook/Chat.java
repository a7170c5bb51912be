package io.noise.spring.hook;

/**
 * A message.
 */
record Chat(String text) {
}
