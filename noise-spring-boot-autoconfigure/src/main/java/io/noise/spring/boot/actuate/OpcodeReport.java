package io.noise.spring.boot.actuate;

/**
 * A type of message.
 *
 * @param opcode its number on the wire
 * @param type its name
 */
record OpcodeReport(int opcode, String type) {
}
