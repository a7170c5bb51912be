package io.noise.session.secure;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;

import io.noise.session.channel.Role;
import org.jspecify.annotations.Nullable;

/**
 * The handshake XX of the Noise Protocol Framework, revision 34. Two ends that know
 * nothing of each other exchange fresh keys (e), then static keys (s) which nobody else
 * can read, and end up with one key for each direction:
 *
 * <pre>
 * message 1   initiator -&gt; responder   e
 * message 2   initiator &lt;- responder   e, ee, s, es
 * message 3   initiator -&gt; responder   s, se
 * </pre>
 *
 * Each ends with a payload; that of message 1 is readable by anybody. Read this beside
 * the specification: first comes its HandshakeState (section 5.3), then its
 * SymmetricState (5.2). {@link CipherState} is 5.1.
 * <p>
 * Any failure makes a handshake unusable, also a call that is not due. Not for several
 * threads at once, and not for event loops: a message takes up to two X25519
 * computations, 0.3 ms each. That no message exceeds 65,535 bytes is left to the framing.
 */
final class Handshake {

	private static final List<List<String>> XX = List.of(List.of("e"), List.of("e", "ee", "s", "es"),
			List.of("s", "se"));

	private static final byte[] ZEROLEN = {};

	private final Role role;

	private final X25519KeyPair s;

	private final X25519KeyPair e;

	private byte[] rs = ZEROLEN;

	private byte[] re = ZEROLEN;

	private int messagesDone;

	private boolean destroyed;

	private final Suite suite;

	private final @Nullable Provider provider;

	private final Hash hash;

	private byte[] h;

	private final byte[] ck;

	private @Nullable CipherState cipher; // null: k is empty

	/**
	 * Initialize(handshake_pattern, initiator, prologue, s, e).
	 * @param role which end this is
	 * @param suite the cipher
	 * @param hash the hash function
	 * @param prologue what both ends must agree on, byte for byte
	 * @param s the static key pair; it remains the caller's
	 * @param e the ephemeral key pair, made for this handshake and destroyed by it
	 */
	Handshake(Role role, Suite suite, Hash hash, byte[] prologue, X25519KeyPair s, X25519KeyPair e) {
		this(role, suite, hash, prologue, s, e, null);
	}

	/** Initialize, with ciphers of a provider; null for the platform's. */
	Handshake(Role role, Suite suite, Hash hash, byte[] prologue, X25519KeyPair s, X25519KeyPair e,
			@Nullable Provider provider) {
		this.provider = provider;
		this.role = role;
		this.suite = suite;
		this.hash = hash;
		this.s = s;
		this.e = e;
		// InitializeSymmetric(protocol_name)
		byte[] name = suite.protocolName(hash).getBytes(StandardCharsets.US_ASCII);
		this.h = (name.length <= hash.length()) ? Arrays.copyOf(name, hash.length()) : hash.hash(name);
		this.ck = this.h.clone();
		mixHash(prologue);
	}

	/**
	 * WriteMessage(payload).
	 * @param payload what to send along
	 * @return the next message
	 * @throws HandshakeException if the other end's keys are refused
	 * @throws IllegalStateException if it is not this end's turn to write
	 */
	byte[] write(byte[] payload) {
		require(isTurn(true), "write");
		try {
			ByteArrayOutputStream message = new ByteArrayOutputStream();
			for (String token : XX.get(this.messagesDone)) {
				switch (token) {
					case "e" -> message.writeBytes(mixHash(this.e.publicKey()));
					case "s" -> message.writeBytes(encryptAndHash(this.s.publicKey()));
					default -> mixKey(dh(token));
				}
			}
			message.writeBytes(encryptAndHash(payload));
			this.messagesDone++;
			return message.toByteArray();
		}
		catch (RuntimeException ex) {
			destroy();
			throw ex;
		}
	}

	/**
	 * ReadMessage(message).
	 * @param message all that the other end wrote
	 * @return its payload
	 * @throws HandshakeException if it is refused
	 * @throws IllegalStateException if it is not this end's turn to read
	 */
	byte[] read(byte[] message) {
		require(isTurn(false), "read");
		try {
			ByteBuffer in = ByteBuffer.wrap(message);
			for (String token : XX.get(this.messagesDone)) {
				switch (token) {
					case "e" -> this.re = mixHash(refuseOwn(take(in, X25519KeyPair.DHLEN)));
					case "s" -> this.rs = decryptAndHash(take(in, X25519KeyPair.DHLEN + CipherState.TAG_BYTES));
					default -> mixKey(dh(token));
				}
			}
			byte[] payload = decryptAndHash(take(in, in.remaining()));
			this.messagesDone++;
			return payload;
		}
		catch (RuntimeException ex) {
			destroy();
			throw ex;
		}
	}

	private byte[] dh(String token) {
		boolean initiator = this.role == Role.INITIATOR;
		return switch (token) {
			case "ee" -> this.e.dh(this.re);
			case "es" -> initiator ? this.e.dh(this.rs) : this.s.dh(this.re);
			case "se" -> initiator ? this.s.dh(this.re) : this.e.dh(this.rs);
			default -> throw new IllegalArgumentException(token);
		};
	}

	private byte[] refuseOwn(byte[] ephemeral) {
		if (Arrays.equals(ephemeral, this.e.publicKey())) {
			throw HandshakeException.reflectedKey();
		}
		return ephemeral;
	}

	private byte[] take(ByteBuffer in, int length) {
		if (in.remaining() < length) {
			throw HandshakeException.tooShort(in.capacity(), in.position() + length);
		}
		byte[] taken = new byte[length];
		in.get(taken);
		return taken;
	}

	/**
	 * GetHandshakeHash(): all that was said so far. What signs it is bound to this
	 * handshake; after the last message it names the session to both ends.
	 * @return HASHLEN bytes, a copy
	 */
	byte[] hash() {
		require(true, "hash");
		return this.h.clone();
	}

	/**
	 * The other end's static key, known from the message on that carries it.
	 * @return 32 bytes, a copy
	 */
	byte[] remoteStatic() {
		require(this.rs.length > 0, "remoteStatic");
		return this.rs.clone();
	}

	/**
	 * Split(), after the last message. It ends the handshake as {@link #destroy()} does.
	 * @return the ciphers of both directions
	 */
	CipherState.Pair split() {
		require(this.messagesDone == XX.size(), "split");
		byte[][] outputs = Hkdf.derive(this.hash, this.ck, ZEROLEN);
		CipherState c1 = new CipherState(this.suite, outputs[0], 0, this.provider);
		CipherState c2 = new CipherState(this.suite, outputs[1], 0, this.provider);
		Secrets.wipe(outputs);
		destroy();
		return (this.role == Role.INITIATOR) ? new CipherState.Pair(c1, c2) : new CipherState.Pair(c2, c1);
	}

	/** Wipes what is secret here; everything further is refused. */
	void destroy() {
		this.destroyed = true;
		this.e.destroy();
		wipe();
	}

	private void mixKey(byte[] inputKeyMaterial) {
		byte[][] outputs = Hkdf.derive(this.hash, this.ck, inputKeyMaterial);
		wipe();
		System.arraycopy(outputs[0], 0, this.ck, 0, this.ck.length);
		this.cipher = new CipherState(this.suite, outputs[1], 0, this.provider);
		Secrets.wipe(inputKeyMaterial, outputs[0], outputs[1]);
	}

	private byte[] mixHash(byte[] data) {
		this.h = this.hash.hash(this.h, data);
		return data;
	}

	private byte[] encryptAndHash(byte[] plaintext) {
		return mixHash((this.cipher != null) ? this.cipher.encryptWithAd(this.h, plaintext) : plaintext);
	}

	private byte[] decryptAndHash(byte[] ciphertext) {
		byte[] plaintext = (this.cipher != null) ? this.cipher.decryptWithAd(this.h, ciphertext) : ciphertext;
		mixHash(ciphertext);
		return plaintext;
	}

	private boolean isTurn(boolean toWrite) {
		boolean initiators = this.messagesDone % 2 == 0;
		return this.messagesDone < XX.size() && toWrite == (initiators == (this.role == Role.INITIATOR));
	}

	private void require(boolean allowed, String call) {
		if (this.destroyed || !allowed) {
			destroy();
			throw new IllegalStateException("handshake: " + call + " by " + this.role + " after message "
					+ this.messagesDone + " (expected: messages in turn, then split; nothing after it or a failure)");
		}
	}

	private void wipe() {
		Secrets.wipe(this.ck);
		if (this.cipher != null) {
			this.cipher.destroy();
		}
	}

}
