package io.noise.session.secure;

import java.util.Arrays;

/**
 * The frames that travel in records: length uvarint, kind u8, body. Little-endian.
 * Numbers that are not here are skipped.
 *
 * <pre>
 * 1 ACCEPT    longest message u32, credit u32, types,      each end's first frame; flag 1:
 *             flags u8 if not 0                            its sender keeps it up, flag 2: it
 *                                                          answers requests, flag 4: SHAPES
 *                                                          follows
 * 2 TYPES     types                                        types registered later
 * 3 MESSAGE   flags u8, [extensions u16 length, bytes],    extensions if flag 1 is set
 *             opcode u8, payload
 * 4 PING      u64
 * 5 PONG      u64                                          the ping's
 * 6 CREDIT    u32                                          added to what is left
 * 7 CLOSE     code u8, words u8 length, UTF-8              the last frame
 * 8 REQUEST   flags and extensions as MESSAGE,             the number grows from request to
 *             number u64, opcode u8, payload               request
 * 9 REPLY     flags and extensions, number u64, [opcode    the number is that of the request;
 *             u8, payload]                                 the empty reply has no opcode
 * 10 ERROR    flags and extensions, number u64, code u8,   in place of a reply
 *             words u16 length, UTF-8
 * 11 RECEIVED u64                                          bytes of records that have come
 * 12 CANCEL   flags and extensions, number u64             the reply is no longer wanted
 * 13 SHAPES   shapes                                       those of the types in the ACCEPT
 *                                                          before it or the TYPES after it
 *
 * types       count u8, then each: opcode u8, flags u8 (1: explicit), name u8 length, UTF-8
 * </pre>
 */
enum FrameKind {

	ACCEPT(1), TYPES(2), MESSAGE(3), PING(4), PONG(5), CREDIT(6), CLOSE(7), REQUEST(8), REPLY(9), ERROR(10),
	RECEIVED(11), CANCEL(12), SHAPES(13), UNKNOWN(0);

	private static final FrameKind[] byNumber = new FrameKind[SHAPES.number + 1];

	static {
		Arrays.fill(byNumber, UNKNOWN);
		for (FrameKind kind : values()) {
			byNumber[kind.number] = kind;
		}
	}

	private final int number;

	FrameKind(int number) {
		this.number = number;
	}

	int number() {
		return this.number;
	}

	static FrameKind of(int number) {
		return (number < byNumber.length) ? byNumber[number] : UNKNOWN;
	}

}
