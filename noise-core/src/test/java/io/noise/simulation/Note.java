package io.noise.simulation;

/**
 * A message of a simulation.
 *
 * @param from the peer to which it was sent, as its sender calls it
 * @param number counts the messages to that peer, from 0
 * @param filler makes it larger
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Note(String from, int number, byte[] filler) {
}
