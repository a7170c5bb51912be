package io.noise;

import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * The message types of a node and their opcodes. Both ends of a connection must know a
 * type by the same opcode. Records, and sealed interfaces of records, need no codec.
 * Types may be registered at any time, by any thread; none is ever removed.
 */
public interface Messages {

	/**
	 * Registers a type at the lowest free opcode; a type that is registered keeps its
	 * own.
	 * @param type a record or a sealed interface of records
	 * @return the opcode
	 * @throws NoiseException if it has no codec, or no opcode is left
	 */
	int register(Class<?> type);

	/**
	 * Registers a type at an opcode of one's choice.
	 * @param opcode 1 to 255
	 * @param type a record or a sealed interface of records
	 * @return the opcode
	 * @throws NoiseException if there is no such opcode, the type has no codec or another
	 * opcode already, or the opcode another type, or is one of the session's own
	 */
	int register(int opcode, Class<?> type);

	/**
	 * Registers a type with a codec of one's own.
	 * @param opcode 1 to 255
	 * @param type any class
	 * @param codec how it is written and read
	 * @param <T> the message
	 * @return the opcode
	 * @throws NoiseException if there is no such opcode, the type has another opcode
	 * already, or the opcode another type
	 */
	<T> int register(int opcode, Class<T> type, MessageCodec<T> codec);

	/**
	 * How many opcodes the node's session keeps for itself.
	 * @return opcodes 1 to this number cannot be registered; 0 where all can
	 */
	int reservedOpcodes();

	/**
	 * What is registered.
	 * @return the types by their opcodes, lowest first; a copy
	 */
	SortedMap<Integer, Class<?>> types();

	/**
	 * The opcode of a type.
	 * @param type a class as it was registered
	 * @return 1 to 255; empty if it is not registered
	 */
	OptionalInt opcodeOf(Class<?> type);

	/**
	 * The table, for logs.
	 * @return opcodes and simple class names, such as {@code 1 Chat, 16 Vote}
	 */
	@Override
	String toString();

}
