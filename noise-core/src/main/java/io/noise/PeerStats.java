package io.noise;

/**
 * What has travelled on a peer's connection so far.
 *
 * @param messagesSent messages written to the socket
 * @param messagesReceived messages taken from the socket
 * @param bytesSent bytes written to the socket, everything included
 * @param bytesReceived bytes taken from the socket, everything included
 */
public record PeerStats(long messagesSent, long messagesReceived, long bytesSent, long bytesReceived) {
}
