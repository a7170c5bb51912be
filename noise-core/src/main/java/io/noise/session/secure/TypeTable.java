package io.noise.session.secure;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.noise.payload.PayloadReader;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.TypeEntry;

/**
 * The types that one end has told the other of, and their form on the wire: see
 * {@link FrameKind}. There is one for each direction.
 */
final class TypeTable {

	/** The longest table: 255 types with the longest names. */
	static final int MAX_BYTES = 1 + 255 * (3 + TypeEntry.MAX_NAME_BYTES);

	private static final int EXPLICIT = 1;

	private final BitSet told = new BitSet();

	/**
	 * Writes the types that the other end does not know of yet.
	 * @param types all types
	 * @param out where to
	 */
	void write(List<TypeEntry> types, ByteBuf out) {
		List<TypeEntry> added = added(types);
		out.writeByte(added.size());
		for (TypeEntry entry : added) {
			byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
			out.writeByte(entry.opcode());
			out.writeByte(entry.explicit() ? EXPLICIT : 0);
			out.writeByte(name.length);
			out.writeBytes(name);
			this.told.set(entry.opcode());
		}
	}

	/**
	 * The types that the other end does not know of yet.
	 */
	List<TypeEntry> added(List<TypeEntry> types) {
		return types.stream().filter((entry) -> !this.told.get(entry.opcode())).toList();
	}

	/**
	 * Reads types that the other end tells of.
	 * @throws SessionException if it has told of one of them before, or what it calls one
	 * is no name
	 */
	List<TypeEntry> read(PayloadReader in) {
		int count = in.readUnsignedByte();
		List<TypeEntry> added = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			int opcode = in.readUnsignedByte();
			boolean explicit = (in.readUnsignedByte() & EXPLICIT) != 0;
			byte[] name = in.readRaw(in.readUnsignedByte());
			if (opcode == 0 || this.told.get(opcode) || name.length == 0) {
				throw new SessionException(Fault.PROTOCOL, "type table: opcode " + opcode + " with a name of "
						+ name.length + " bytes (expected: 1 to 255, each told once, with a name)");
			}
			this.told.set(opcode);
			added.add(new TypeEntry(opcode, explicit, text(name)));
		}
		return added;
	}

	private static String text(byte[] name) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new SessionException(Fault.PROTOCOL,
					"type table: a name of " + name.length + " bytes that are no text (expected: UTF-8)");
		}
	}

}
