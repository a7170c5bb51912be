package io.noise.secrets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks for any eight bytes in a row of any secret in a text, however they are written:
 * raw, hexadecimal, base64 or base32 at any alignment, or as a list of numbers. The text
 * is gone through once; at each place the bits that end there are looked up.
 */
public final class SecretSearch {

	private static final int WINDOW = Long.BYTES;

	private static final int FEWEST_DIFFERENT_BYTES = 5;

	/** Open addressing; 0 is free. */
	private long[] table = new long[1 << 10];

	private int entries;

	public SecretSearch(List<byte[]> secrets) {
		secrets.forEach(this::add);
	}

	private void add(byte[] secret) {
		for (int at = 0; at + WINDOW <= secret.length; at++) {
			long window = ByteBuffer.wrap(secret).getLong(at);
			if (!isPlain(secret, at)) {
				add(window);
			}
		}
	}

	/** Zeros, ASCII and the like: public constants, and keys of vectors. */
	private static boolean isPlain(byte[] secret, int at) {
		int different = 1;
		boolean counts = true;
		boolean text = secret[at] >= ' ';
		for (int i = at + 1; i < at + WINDOW; i++) {
			different += isNew(secret, at, i) ? 1 : 0;
			counts &= secret[i] - secret[i - 1] == secret[at + 1] - secret[at];
			text &= secret[i] >= ' ';
		}
		return different < FEWEST_DIFFERENT_BYTES || counts || text;
	}

	private static boolean isNew(byte[] secret, int from, int at) {
		for (int i = from; i < at; i++) {
			if (secret[i] == secret[at]) {
				return false;
			}
		}
		return true;
	}

	private void add(long window) {
		if (2 * this.entries >= this.table.length) {
			long[] before = this.table;
			this.table = new long[2 * before.length];
			for (long entry : before) {
				insert(entry);
			}
		}
		this.entries += insert(window) ? 1 : 0;
	}

	private boolean insert(long window) {
		int slot = slot(window);
		if (window == 0 || this.table[slot] == window) {
			return false;
		}
		this.table[slot] = window;
		return true;
	}

	/** The place where a window is, or would be. */
	private int slot(long window) {
		long mixed = window * 0x9E3779B97F4A7C15L;
		int slot = (int) (mixed >>> 32) & (this.table.length - 1);
		while (this.table[slot] != 0 && this.table[slot] != window) {
			slot = (slot + 1) & (this.table.length - 1);
		}
		return slot;
	}

	private boolean isSecret(long window) {
		return window != 0 && this.table[slot(window)] == window;
	}

	int size() {
		return this.entries;
	}

	/**
	 * The place where the first secret ends.
	 * @return an index, -1 if there is none
	 */
	public int find(byte[] text) {
		Reading reading = new Reading();
		for (int at = 0; at < text.length; at++) {
			if (reading.next(text[at] & 0xff)) {
				return at;
			}
		}
		return -1;
	}

	/**
	 * The place where the first secret ends in a file, which may be larger than memory.
	 * @return an offset, -1 if there is none
	 */
	public long find(Path file) throws IOException {
		Reading reading = new Reading();
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
			int character = in.read();
			for (long at = 0; character >= 0; at++) {
				if (reading.next(character)) {
					return at;
				}
				character = in.read();
			}
		}
		return -1;
	}

	private static int hexDigit(int character) {
		return Character.digit(character, 16);
	}

	/** The value of a digit of either alphabet. */
	private static int base64Digit(int character) {
		return switch (character) {
			case '+', '-' -> 62;
			case '/', '_' -> 63;
			default -> {
				if (character >= 'A' && character <= 'Z') {
					yield character - 'A';
				}
				if (character >= 'a' && character <= 'z') {
					yield character - 'a' + 26;
				}
				yield (character >= '0' && character <= '9') ? character - '0' + 52 : -1;
			}
		};
	}

	private static int base32Digit(int character) {
		if (character >= 'a' && character <= 'z') {
			return character - 'a';
		}
		return (character >= '2' && character <= '7') ? character - '2' + 26 : -1;
	}

	/** All forms in which a secret may be written, while a text is gone through. */
	private final class Reading {

		private final Run raw = new Run(8, 0);

		private final Run hex = new Run(4, 0);

		private final Run base64 = new Run(6, 4);

		private final Run base32 = new Run(5, 4);

		private final Numbers numbers = new Numbers();

		/** Tells whether a secret ends with this character. */
		boolean next(int character) {
			// Each must see every character, so none is left out where another has found.
			boolean found = this.raw.next(character);
			found |= this.hex.next(hexDigit(character));
			found |= this.base64.next(base64Digit(character));
			found |= this.base32.next(base32Digit(character));
			found |= this.numbers.next(character);
			return found;
		}

	}

	/** The last bits of digits in a row. */
	private final class Run {

		private final int digitBits;

		/** A byte may end this many bits before its digit does. */
		private final int mostBehind;

		private long high;

		private long low;

		private int bits;

		Run(int digitBits, int mostBehind) {
			this.digitBits = digitBits;
			this.mostBehind = mostBehind;
		}

		/** Takes a digit, -1 for what is none; tells whether a secret ends with it. */
		boolean next(int digit) {
			if (digit < 0) {
				this.bits = 0;
				return false;
			}
			this.high = (this.high << this.digitBits) | (this.low >>> (Long.SIZE - this.digitBits));
			this.low = (this.low << this.digitBits) | digit;
			this.bits = Math.min(this.bits + this.digitBits, 2 * Long.SIZE);
			boolean found = this.bits >= Long.SIZE && isSecret(this.low);
			for (int behind = 1; behind <= this.mostBehind && this.bits >= Long.SIZE + behind; behind++) {
				found |= isSecret((this.low >>> behind) | (this.high << (Long.SIZE - behind)));
			}
			return found;
		}

	}

	/** Numbers with commas between them, as arrays are printed. */
	private final class Numbers {

		private final Run bytes = new Run(8, 0);

		private int number;

		private int digits;

		private boolean negative;

		boolean next(int character) {
			if (character >= '0' && character <= '9') {
				this.number = this.number * 10 + character - '0';
				this.digits++;
				return false;
			}
			boolean found = false;
			if (this.digits > 0) {
				boolean isByte = this.digits <= 3 && this.number < 256;
				found = this.bytes.next(isByte ? ((this.negative ? -this.number : this.number) & 0xff) : -1);
			}
			else if (character != '-' && character != ' ' && character != ',') {
				this.bytes.next(-1);
			}
			this.number = 0;
			this.digits = 0;
			this.negative = character == '-';
			return found;
		}

	}

}
