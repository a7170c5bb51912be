package io.noise.session.secure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.noise.session.channel.FirstBytes;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that travel in the clear before the handshake. All of them go into its
 * prologue, so that whoever changes one breaks the handshake.
 *
 * <pre>
 * offer    initiator   magic 10 | count u8, versions | count u8, suites | network 32
 * choice   responder   magic 10 | 00 | version u8 | suite u8
 * refusal  responder   magic 10 | 01 | reason u8 | count u8, versions that it speaks
 * </pre>
 *
 * Versions and suites are single bytes, the most wanted first. The network is the SHA-256
 * of a name that both ends must share.
 */
final class Preamble {

	/** The one version there is. */
	static final int VERSION = 1;

	private static final int MAX_LIST = 16;

	private static final int NETWORK_BYTES = 32;

	private static final int CHOSEN = 0;

	private static final int REFUSED = 1;

	private Preamble() {
	}

	/**
	 * The reason for which an offer is refused.
	 */
	enum Refusal {

		/** No version in common. */
		VERSION(1, "no version in common"),

		/** No suite in common. */
		SUITE(2, "no suite in common"),

		/** Another network. */
		NETWORK(3, "it belongs to another network");

		private final int code;

		private final String words;

		Refusal(int code, String words) {
			this.code = code;
			this.words = words;
		}

		static String describe(int code) {
			return Arrays.stream(values())
				.filter((refusal) -> refusal.code == code)
				.findFirst()
				.map(Refusal::toString)
				.orElse("reason " + code);
		}

		@Override
		public String toString() {
			return this.words;
		}

	}

	/** The offer of an initiator. */
	static final class Offer {

		private final byte[] bytes;

		private final List<Integer> versions;

		private final List<Integer> suites;

		private final byte[] network;

		private Offer(byte[] bytes, List<Integer> versions, List<Integer> suites, byte[] network) {
			this.bytes = bytes;
			this.versions = versions;
			this.suites = suites;
			this.network = network;
		}

		/** All of it, as it was on the wire. */
		byte[] bytes() {
			return this.bytes.clone();
		}

		List<Integer> suites() {
			return this.suites;
		}

		boolean speaksOurVersion() {
			return this.versions.contains(VERSION);
		}

		boolean isOf(byte[] wanted) {
			return MessageDigest.isEqual(this.network, wanted);
		}

	}

	/** The answer of a responder. */
	static final class Choice {

		private final byte[] bytes;

		private final int suite;

		private Choice(byte[] bytes, int suite) {
			this.bytes = bytes;
			this.suite = suite;
		}

		/** All of it, as it was on the wire. */
		byte[] bytes() {
			return this.bytes.clone();
		}

		int suite() {
			return this.suite;
		}

	}

	/**
	 * The name of a network as it is on the wire.
	 */
	static byte[] network(String name) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-256: not in this Java runtime", ex);
		}
	}

	static byte[] offer(List<Integer> suites, byte[] network) {
		byte[] magic = FirstBytes.secure();
		byte[] offer = Arrays.copyOf(magic, magic.length + 3 + suites.size() + NETWORK_BYTES);
		int at = magic.length;
		offer[at++] = 1;
		offer[at++] = VERSION;
		offer[at++] = (byte) suites.size();
		for (int suite : suites) {
			offer[at++] = (byte) suite;
		}
		System.arraycopy(network, 0, offer, at, NETWORK_BYTES);
		return offer;
	}

	static byte[] choice(int suite) {
		return answer(CHOSEN, VERSION, suite);
	}

	static byte[] refusal(Refusal why) {
		return answer(REFUSED, why.code, 1, VERSION);
	}

	private static byte[] answer(int... rest) {
		byte[] magic = FirstBytes.secure();
		byte[] answer = Arrays.copyOf(magic, magic.length + rest.length);
		for (int i = 0; i < rest.length; i++) {
			answer[magic.length + i] = (byte) rest[i];
		}
		return answer;
	}

	/**
	 * Reads an offer.
	 * @param in what has come; moved only if the offer is complete
	 * @return the offer, null if more must come
	 * @throws SessionException as soon as it cannot be one
	 */
	static @Nullable Offer readOffer(ByteBuf in) {
		checkMagic(in);
		int start = in.readerIndex();
		int at = start + FirstBytes.secure().length;
		Optional<List<Integer>> versions = list(in, at, "versions");
		at += 1 + versions.map(List::size).orElse(0);
		Optional<List<Integer>> suites = versions.isPresent() ? list(in, at, "suites") : Optional.empty();
		at += 1 + suites.map(List::size).orElse(0);
		if (suites.isEmpty() || in.writerIndex() < at + NETWORK_BYTES) {
			return null;
		}
		byte[] network = ByteBufUtil.getBytes(in, at, NETWORK_BYTES);
		byte[] bytes = ByteBufUtil.getBytes(in, start, at + NETWORK_BYTES - start);
		in.skipBytes(bytes.length);
		return new Offer(bytes, versions.orElseThrow(), suites.orElseThrow(), network);
	}

	/**
	 * Reads a choice.
	 * @param in what has come; moved only if the choice is complete
	 * @return the choice, null if more must come
	 * @throws SessionException as soon as it cannot be one, or if the offer was refused
	 */
	static @Nullable Choice readChoice(ByteBuf in) {
		checkMagic(in);
		int start = in.readerIndex();
		int at = start + FirstBytes.secure().length;
		if (in.writerIndex() < at + 3) {
			return null;
		}
		int kind = in.getUnsignedByte(at);
		int first = in.getUnsignedByte(at + 1);
		int second = in.getUnsignedByte(at + 2);
		if (kind == REFUSED) {
			Optional<List<Integer>> versions = list(in, at + 2, "versions");
			if (versions.isEmpty()) {
				return null;
			}
			if (first == Refusal.VERSION.code && versions.get().contains(VERSION)) {
				throw new SessionException(Fault.HANDSHAKE, "answer: no version in common, of versions "
						+ versions.get() + ", as an echo of the offer does (expected: a node with session secure)");
			}
			throw new SessionException(Fault.REFUSED, "the other side refused the offer: " + Refusal.describe(first)
					+ " (it speaks versions " + versions.get() + ", this side " + VERSION + ")");
		}
		if (kind != CHOSEN || first != VERSION) {
			throw new SessionException(Fault.HANDSHAKE,
					"answer: kind " + kind + ", version " + first + " (expected: 0 or 1, version " + VERSION + ")");
		}
		byte[] bytes = ByteBufUtil.getBytes(in, start, at + 3 - start);
		in.skipBytes(bytes.length);
		return new Choice(bytes, second);
	}

	private static void checkMagic(ByteBuf in) {
		byte[] magic = FirstBytes.secure();
		int there = Math.min(in.readableBytes(), magic.length);
		for (int i = 0; i < there; i++) {
			if (in.getByte(in.readerIndex() + i) != magic[i]) {
				throw new SessionException(Fault.FOREIGN, "first bytes: " + FirstBytes.describe(in)
						+ " (expected: a node with session secure; both ends must use the same kind)");
			}
		}
	}

	private static Optional<List<Integer>> list(ByteBuf in, int at, String what) {
		if (in.writerIndex() <= at) {
			return Optional.empty();
		}
		int count = in.getUnsignedByte(at);
		if (count == 0 || count > MAX_LIST) {
			throw new SessionException(Fault.HANDSHAKE, what + ": " + count + " (expected: 1 to " + MAX_LIST + ")");
		}
		if (in.writerIndex() < at + 1 + count) {
			return Optional.empty();
		}
		List<Integer> list = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			list.add((int) in.getUnsignedByte(at + 1 + i));
		}
		return Optional.of(list);
	}

}
