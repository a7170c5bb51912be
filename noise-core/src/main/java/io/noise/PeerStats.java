package io.noise;

/**
 * The traffic counters of a connection.
 *
 * @param messagesSent messages written to the socket
 * @param messagesReceived messages read from the socket
 * @param bytesSent bytes written to the socket, including all overhead
 * @param bytesReceived bytes read from the socket, including all overhead
 */
public record PeerStats(long messagesSent, long messagesReceived, long bytesSent, long bytesReceived) {
}
