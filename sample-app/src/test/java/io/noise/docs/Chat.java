package io.noise.docs;

/**
 * The message of the README.
 */
// tag::record[]
record Chat(String text) {
}
// end::record[]
