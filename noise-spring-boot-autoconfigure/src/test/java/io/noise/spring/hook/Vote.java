package io.noise.spring.hook;

/**
 * Another message.
 */
record Vote(int choice) {
}
