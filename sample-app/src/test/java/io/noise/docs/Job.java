package io.noise.docs;

/**
 * The request of {@code docs/requests.md}.
 */
// tag::record[]
record Job(long number, String text) {
}
// end::record[]
