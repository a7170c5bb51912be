package io.noise;

import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * The registry of a node's message types and their opcodes. In sessions that exchange
 * names ({@code secure}), types of the two sides match by opcode if both chose it
 * explicitly, and else by name; in others ({@code plain}, {@code legacy}), both must give
 * a type the same opcode. Records and sealed interfaces of records need no codec.
 * <p>
 * Types may be registered at any time and by any thread; a type is never removed.
 */
public interface Messages {

	/**
	 * Registers a type at the lowest free opcode. A type that is already registered keeps
	 * its opcode.
	 * @param type a record or a sealed interface of records
	 * @return the opcode
	 * @throws NoiseException if the type is not registered and cannot be encoded without
	 * a codec, or no opcode is free
	 */
	int register(Class<?> type);

	/**
	 * Registers a type at an explicit opcode.
	 * @param opcode 1 to 255
	 * @param type a record or a sealed interface of records
	 * @return the opcode
	 * @throws NoiseException if the opcode is out of range, reserved by the session, or
	 * that of another type; or if the type has another opcode, or cannot be encoded
	 * without a codec
	 */
	int register(int opcode, Class<?> type);

	/**
	 * Registers a type with an explicit codec.
	 * @param opcode 1 to 255
	 * @param type any class
	 * @param codec the codec
	 * @param <T> the message
	 * @return the opcode
	 * @throws NoiseException if the opcode is out of range, reserved by the session, or
	 * that of another type; or if the type has another opcode
	 */
	<T> int register(int opcode, Class<T> type, MessageCodec<T> codec);

	/**
	 * Registers a codec for a type of components, wherever it is within records: as a
	 * component, an element, a key or a value. Register it before the messages that have
	 * it. The codec writes at least one byte and reads exactly what it wrote, since other
	 * components follow without a mark between them. Both ends need it.
	 * @param type any class without type parameters, also a record or enum; not one whose
	 * form is fixed, such as {@code String}
	 * @param codec the codec
	 * @param <T> the values
	 * @throws NoiseException if the form of the type is fixed, or the type has type
	 * parameters or another codec, or is within a registered message
	 */
	default <T> void component(Class<T> type, MessageCodec<T> codec) {
		throw new UnsupportedOperationException("component: not supported by " + getClass().getName());
	}

	/**
	 * Returns the number of opcodes that the node's session reserves.
	 * @return the highest opcode that cannot be registered, counting from 1; 0 if there
	 * is none
	 */
	int reservedOpcodes();

	/**
	 * Returns the registered types.
	 * @return the types by opcode, lowest first; a copy
	 */
	SortedMap<Integer, Class<?>> types();

	/**
	 * Returns the opcode of a type.
	 * @param type a class as it was registered
	 * @return 1 to 255; empty if the type is not registered
	 */
	OptionalInt opcodeOf(Class<?> type);

	/**
	 * Formats the table for logs.
	 * @return opcodes and simple class names, such as {@code 1 Chat, 16 Vote}
	 */
	@Override
	String toString();

}
