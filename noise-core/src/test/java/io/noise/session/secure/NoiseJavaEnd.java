package io.noise.session.secure;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import com.southernstorm.noise.protocol.CipherState;
import com.southernstorm.noise.protocol.CipherStatePair;
import com.southernstorm.noise.protocol.HandshakeState;
import io.noise.session.channel.Role;

/**
 * An end by noise-java, which shares no code with the one under test.
 */
final class NoiseJavaEnd implements End {

	private static final int MAX_MESSAGE_BYTES = 65_535;

	private final HandshakeState handshake;

	NoiseJavaEnd(Role role, String protocolName, byte[] prologue, byte[] s, byte[] e) {
		try {
			this.handshake = new HandshakeState(protocolName,
					(role == Role.INITIATOR) ? HandshakeState.INITIATOR : HandshakeState.RESPONDER);
			this.handshake.setPrologue(prologue, 0, prologue.length);
			this.handshake.getLocalKeyPair().setPrivateKey(s, 0);
			this.handshake.getFixedEphemeralKey().setPrivateKey(e, 0);
			this.handshake.start();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public byte[] write(byte[] payload) {
		try {
			byte[] message = new byte[MAX_MESSAGE_BYTES];
			return Arrays.copyOf(message, this.handshake.writeMessage(message, 0, payload, 0, payload.length));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public byte[] read(byte[] message) {
		try {
			byte[] payload = new byte[MAX_MESSAGE_BYTES];
			return Arrays.copyOf(payload, this.handshake.readMessage(message, 0, message.length, payload, 0));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public byte[] hash() {
		return this.handshake.getHandshakeHash();
	}

	@Override
	public byte[] remoteStatic() {
		byte[] key = new byte[this.handshake.getRemotePublicKey().getPublicKeyLength()];
		this.handshake.getRemotePublicKey().getPublicKey(key, 0);
		return key;
	}

	@Override
	public Records split() {
		CipherStatePair pair = this.handshake.split();
		return new Records() {

			@Override
			public byte[] seal(byte[] plain) {
				return NoiseJavaEnd.seal(pair.getSender(), plain);
			}

			@Override
			public byte[] open(byte[] record) {
				return NoiseJavaEnd.open(pair.getReceiver(), record);
			}

		};
	}

	static byte[] seal(CipherState cipher, byte[] plain) {
		try {
			byte[] record = new byte[plain.length + cipher.getMACLength()];
			int length = cipher.encryptWithAd(null, plain, 0, record, 0, plain.length);
			return Arrays.copyOf(record, length);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static byte[] open(CipherState cipher, byte[] record) {
		try {
			byte[] plain = new byte[record.length];
			return Arrays.copyOf(plain, cipher.decryptWithAd(null, record, 0, plain, 0, record.length));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
