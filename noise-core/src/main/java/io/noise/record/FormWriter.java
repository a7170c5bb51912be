package io.noise.record;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.noise.payload.PayloadWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the forms of types, as {@link FormReader} reads them. A type that does not keep
 * the bounds is left out.
 */
final class FormWriter {

	private Tables tables = new Tables(new HashMap<>(), new HashMap<>());

	/** The texts and declarations that have been written, with their numbers. */
	private record Tables(Map<String, Integer> texts, Map<Class<?>, Integer> declarations) {

		Tables copy() {
			return new Tables(new HashMap<>(this.texts), new HashMap<>(this.declarations));
		}

	}

	/**
	 * Writes the form of a type.
	 * @param maxBytes the most bytes that it may take
	 * @return its bytes; null if they are too many, or it exceeds another bound
	 */
	byte @Nullable [] write(Shape shape, int maxBytes) {
		Tables before = this.tables.copy();
		PayloadWriter out = new PayloadWriter();
		if (write(shape, 1, out) && out.size() <= maxBytes) {
			return out.toBytes();
		}
		this.tables = before;
		return null;
	}

	private boolean write(Shape shape, int depth, PayloadWriter out) {
		if (depth > FormReader.MAX_DEPTH) {
			return false;
		}
		FormKind kind = FormKind.of(shape);
		if (kind.isDeclared()) {
			return writeDeclared(kind, shape, depth, out);
		}
		out.writeByte(kind.number());
		if (shape instanceof CodecShape coded) {
			return writeText(coded.codec().type().getSimpleName(), out);
		}
		return shape.parts().stream().allMatch((part) -> write(part, depth + 1, out));
	}

	private boolean writeDeclared(FormKind kind, Shape shape, int depth, PayloadWriter out) {
		Class<?> type = type(shape);
		Map<Class<?>, Integer> declarations = this.tables.declarations();
		Integer known = declarations.get(type);
		if (known != null) {
			out.writeByte(FormReader.REFERENCE).writeShort(known);
			return true;
		}
		if (declarations.size() == FormReader.MAX_NUMBERED) {
			return false;
		}
		declarations.put(type, declarations.size());
		List<String> names = names(shape);
		List<Shape> forms = shape.parts();
		out.writeByte(kind.number());
		boolean fits = writeText(type.getSimpleName(), out);
		out.writeShort(names.size());
		for (int i = 0; i < names.size() && fits; i++) {
			fits = writeText(names.get(i), out) && (forms.isEmpty() || write(forms.get(i), depth + 1, out));
		}
		return fits;
	}

	private static Class<?> type(Shape shape) {
		if (shape instanceof RecordShape record) {
			return record.type();
		}
		return (shape instanceof EnumShape constants) ? constants.type() : ((SealedShape) shape).type();
	}

	private static List<String> names(Shape shape) {
		if (shape instanceof RecordShape record) {
			return record.components().stream().map(Component::simpleName).toList();
		}
		return (shape instanceof EnumShape constants) ? constants.names() : ((SealedShape) shape).names();
	}

	private boolean writeText(String text, PayloadWriter out) {
		Map<String, Integer> texts = this.tables.texts();
		Integer known = texts.get(text);
		if (known != null) {
			out.writeShort(known);
			return true;
		}
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		if (bytes.length > FormReader.MAX_TEXT_BYTES || texts.size() == FormReader.MAX_NUMBERED) {
			return false;
		}
		out.writeShort(texts.size()).writeByte(bytes.length).writeRaw(bytes, 0, bytes.length);
		texts.put(text, texts.size());
		return true;
	}

}
