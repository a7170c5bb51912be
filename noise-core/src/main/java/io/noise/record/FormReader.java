package io.noise.record;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the forms of types that the other end tells of:
 *
 * <pre>
 * form          kind u8, and:
 *   reference   number of a declaration u16; kind 0
 *   scalar      nothing
 *   codec       name text
 *   Optional, List, Set       form
 *   Map                       form of the keys, form of the values
 *   record, sealed interface  name text, count u16, each: name text, form
 *   enum                      name text, count u16, each: name text
 *   128 to 255  length u16, bytes; of a later version
 * text          number u16; if it is the number of the texts before: length u8, UTF-8
 * </pre>
 *
 * Records, sealed interfaces and enums are declarations, numbered in the order in which
 * they begin. All numbers begin with 0.
 */
final class FormReader {

	/** The number of forms that may lie within each other. */
	static final int MAX_DEPTH = 16;

	/** The kind of a reference. */
	static final int REFERENCE = 0;

	/** The longest text. */
	static final int MAX_TEXT_BYTES = 255;

	/** The most texts, and the most declarations. */
	static final int MAX_NUMBERED = 1 << Short.SIZE;

	/** The most components of a record, as Java has them. */
	private static final int MAX_COMPONENTS = 255;

	/** The most constants and permitted types. */
	private static final int MAX_NAMES = 256;

	private final PayloadReader in;

	private final List<String> texts = new ArrayList<>();

	private final List<Form.Declared> declarations = new ArrayList<>();

	FormReader(PayloadReader in) {
		this.in = in;
	}

	/**
	 * Reads the form of a type.
	 * @throws PayloadException if it is malformed or exceeds a bound
	 */
	Form read() {
		return read(1);
	}

	/** Returns the declarations in all forms that were read. */
	List<Form.Declared> declarations() {
		return this.declarations;
	}

	private Form read(int depth) {
		int at = this.in.offset();
		if (depth > MAX_DEPTH) {
			throw new PayloadException("form at offset " + at + ": more than " + MAX_DEPTH
					+ " within each other (expected: at most that)");
		}
		int number = this.in.readUnsignedByte();
		if (number == REFERENCE) {
			return reference();
		}
		FormKind kind = FormKind.of(number);
		if (kind == null) {
			throw new PayloadException(
					"form at offset " + at + ": kind " + number + " (expected: one of this version, or 128 and more)");
		}
		return read(kind, depth);
	}

	private Form read(FormKind kind, int depth) {
		return switch (kind) {
			case CODEC -> new Form.Coded(text());
			case OPTIONAL, LIST, SET -> new Form.Holder(kind, List.of(read(depth + 1)));
			case MAP -> new Form.Holder(kind, List.of(read(depth + 1), read(depth + 1)));
			case RECORD, SEALED, ENUM -> declaration(kind, depth);
			case LATER -> {
				this.in.readRaw(this.in.readUnsignedShort());
				yield new Form.Plain(kind);
			}
			default -> new Form.Plain(kind);
		};
	}

	private Form reference() {
		int at = this.in.offset();
		int number = this.in.readUnsignedShort();
		if (number >= this.declarations.size()) {
			throw new PayloadException("declaration at offset " + at + ": " + number + " (expected: below "
					+ this.declarations.size() + ")");
		}
		return this.declarations.get(number);
	}

	private Form declaration(FormKind kind, int depth) {
		Form.Declared declared = new Form.Declared(kind, text());
		this.declarations.add(declared);
		int at = this.in.offset();
		int count = this.in.readUnsignedShort();
		int most = (kind == FormKind.RECORD) ? MAX_COMPONENTS : MAX_NAMES;
		if (count > most) {
			throw new PayloadException(
					declared.words() + " at offset " + at + ": " + count + " parts (expected: at most " + most + ")");
		}
		Set<String> names = new HashSet<>();
		for (int i = 0; i < count; i++) {
			String name = text();
			if (!names.add(name)) {
				throw new PayloadException(declared.words() + ": " + name + " again (expected: each name once)");
			}
			if (kind == FormKind.ENUM) {
				declared.add(name);
			}
			else {
				declared.add(name, read(depth + 1));
			}
		}
		return declared;
	}

	private String text() {
		int at = this.in.offset();
		int number = this.in.readUnsignedShort();
		if (number < this.texts.size()) {
			return this.texts.get(number);
		}
		if (number > this.texts.size()) {
			throw new PayloadException(
					"text at offset " + at + ": " + number + " (expected: at most " + this.texts.size() + ")");
		}
		String text = decode(this.in.readRaw(this.in.readUnsignedByte()));
		if (text == null) {
			throw new PayloadException("text at offset " + at + ": not UTF-8");
		}
		this.texts.add(text);
		return text;
	}

	private static @Nullable String decode(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

}
