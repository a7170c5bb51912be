package io.noise.session.channel;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Recognises the first bytes of a connection. Each kind of session asks this when they
 * are not its own.
 */
public final class FirstBytes {

	/**
	 * "noise-xx2" with the high bit of each byte set, then 1. A node of Go noise v1.0
	 * reads it as the length of a frame, far too long, and closes at once.
	 */
	private static final byte[] SECURE = { (byte) 0xEE, (byte) 0xEF, (byte) 0xE9, (byte) 0xF3, (byte) 0xE5, (byte) 0xAD,
			(byte) 0xF8, (byte) 0xF8, (byte) 0xB2, 0x01 };

	/** A frame of 105 bytes, opcode 1, a field of 32 bytes. */
	private static final byte[] LEGACY = { 0x69, 0x01, 0x20, 0, 0, 0 };

	private static final int TLS_HANDSHAKE = 0x16;

	private static final int TLS_ALERT = 0x15;

	private static final int TLS_MAJOR = 3;

	private static final int TLS_HIGHEST_MINOR = 4;

	private static final List<String> HTTP = List.of("GET ", "POST ", "PUT ", "HEAD ", "OPTIONS ", "CONNECT ", "HTTP/",
			"PRI * HTTP/2");

	/** The number of bytes that is enough to recognise every beginning that is known. */
	public static final int ENOUGH = 12;

	private static final int SHOWN = 8;

	private FirstBytes() {
	}

	/**
	 * The beginning of a {@code secure} session.
	 * @return its 10 bytes, a copy
	 */
	public static byte[] secure() {
		return SECURE.clone();
	}

	/**
	 * Whether a kind is known that begins like this.
	 * @param in the first bytes that came; not moved
	 * @return true for the session kinds that begin with bytes of their own, TLS and HTTP
	 */
	public static boolean isKnown(ByteBuf in) {
		return !kind(in).isEmpty();
	}

	/**
	 * Whether this is how a {@code legacy} session begins.
	 * @param in the first bytes that came; not moved
	 * @return true if its handshake begins like this
	 */
	public static boolean isLegacy(ByteBuf in) {
		return startsWith(in, LEGACY);
	}

	/**
	 * Says which kind begins like this.
	 * @param in the first bytes that came; not moved
	 * @return the bytes in hexadecimal, and the kind if it is a known one
	 */
	public static String describe(ByteBuf in) {
		String kind = kind(in);
		String hex = ByteBufUtil.hexDump(in, in.readerIndex(), Math.min(in.readableBytes(), SHOWN));
		return hex + (kind.isEmpty() ? ", not a known beginning; perhaps session plain" : ", as " + kind + " begins");
	}

	private static String kind(ByteBuf in) {
		if (startsWith(in, SECURE)) {
			return "session secure";
		}
		if (startsWith(in, LEGACY)) {
			return "session legacy (perlin-network/noise v1.0)";
		}
		if (isTls(in)) {
			return "TLS";
		}
		boolean http = HTTP.stream().anyMatch((word) -> startsWith(in, word.getBytes(StandardCharsets.US_ASCII)));
		return http ? "HTTP" : "";
	}

	/**
	 * Whether it is TLS, by its minor version too: 22 and 3 also begin a frame of Go
	 * noise v1.0.
	 */
	private static boolean isTls(ByteBuf in) {
		if (in.readableBytes() < 3) {
			return false;
		}
		int type = in.getUnsignedByte(in.readerIndex());
		return (type == TLS_HANDSHAKE || type == TLS_ALERT) && in.getUnsignedByte(in.readerIndex() + 1) == TLS_MAJOR
				&& in.getUnsignedByte(in.readerIndex() + 2) <= TLS_HIGHEST_MINOR;
	}

	private static boolean startsWith(ByteBuf in, byte[] beginning) {
		if (in.readableBytes() < beginning.length) {
			return false;
		}
		for (int i = 0; i < beginning.length; i++) {
			if (in.getByte(in.readerIndex() + i) != beginning[i]) {
				return false;
			}
		}
		return true;
	}

}
