package io.noise.docs;

/**
 * The reply of {@code docs/requests.md}.
 */
// tag::record[]
record JobDone(long number, String text) {
}
// end::record[]
