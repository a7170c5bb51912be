package io.noise.simulation;

/**
 * A request of a simulation, and its reply.
 *
 * @param from the peer to which it was sent, as its sender calls it
 * @param number counts the requests to that peer, from 0
 */
record Ask(String from, int number) {
}
