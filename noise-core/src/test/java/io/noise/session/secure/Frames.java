package io.noise.session.secure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.noise.payload.PayloadWriter;

/**
 * Frames as bytes, also those that no honest end writes.
 */
final class Frames {

	static final int WINDOW = 4 << 20;

	private Frames() {
	}

	/** A frame: its length, its kind, its body. */
	static byte[] frame(int kind, byte[] body) {
		byte[] frame = Arrays.copyOf(new byte[] { (byte) kind }, 1 + body.length);
		System.arraycopy(body, 0, frame, 1, body.length);
		return framed(frame);
	}

	/** Anything with its length before it. */
	static byte[] framed(byte[] content) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int length = content.length;
		for (; length >= 0x80; length >>>= 7) {
			out.write(length | 0x80);
		}
		out.write(length);
		out.writeBytes(content);
		return out.toByteArray();
	}

	/** ACCEPT with plenty of credit and the type Chat at opcode 1. */
	static byte[] accept() {
		return accept(1 << 20, WINDOW, types(1, "Chat"));
	}

	static byte[] accept(int maxMessage, int credit, byte[] types) {
		return frame(1, bytes((out) -> {
			out.writeInt(maxMessage);
			out.writeInt(credit);
			out.writeRaw(types, 0, types.length);
		}));
	}

	/** A table with one type. */
	static byte[] types(int opcode, String name) {
		return concat(new byte[] { 1 }, type(opcode, name.getBytes(StandardCharsets.UTF_8)));
	}

	static byte[] type(int opcode, byte[] name) {
		return concat(new byte[] { (byte) opcode, 0, (byte) name.length }, name);
	}

	/** A message with a text, as Chat has it. */
	static byte[] chat(String text) {
		return message(1, bytes((out) -> out.writeString(text)));
	}

	static byte[] message(int opcode, byte[] payload) {
		return frame(3, concat(new byte[] { 0, (byte) opcode }, payload));
	}

	static byte[] ping(long number) {
		return frame(4, bytes((out) -> out.writeLong(number)));
	}

	static byte[] pong(long number) {
		return frame(5, bytes((out) -> out.writeLong(number)));
	}

	static byte[] credit(int more) {
		return frame(6, bytes((out) -> out.writeInt(more)));
	}

	static byte[] close(int code, String words) {
		byte[] text = words.getBytes(StandardCharsets.UTF_8);
		return frame(7, concat(new byte[] { (byte) code, (byte) text.length }, text));
	}

	static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

	/** Writes a payload. */
	interface Body {

		void write(PayloadWriter out);

	}

	static byte[] bytes(Body body) {
		PayloadWriter out = new PayloadWriter();
		body.write(out);
		return out.toBytes();
	}

}
