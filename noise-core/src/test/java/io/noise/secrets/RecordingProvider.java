package io.noise.secrets;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.Security;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.XECPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;

import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;

/**
 * Lets the JDK's own providers do the work, and remembers each key that passes by. It
 * takes the place and the name of the one that has the ciphers.
 */
final class RecordingProvider extends Provider {

	private static final long serialVersionUID = 1L;

	private static final String JCE = "SunJCE";

	private static final String EC = "SunEC";

	private final transient Provider jce;

	RecordingProvider(Provider jce) {
		super(JCE, "1", "remembers keys");
		this.jce = jce;
		List.of("AES/GCM/NoPadding", "ChaCha20-Poly1305", "AES/CBC/PKCS5Padding")
			.forEach((name) -> add("Cipher", name, () -> new Ciphers(Cipher.getInstance(name, jce))));
		List.of("HmacSHA256", "HmacSHA512")
			.forEach((name) -> add("Mac", name, () -> new Macs(Mac.getInstance(name, jce))));
		add("KeyAgreement", "X25519", () -> new Agreements(KeyAgreement.getInstance("X25519", EC)));
		add("SecureRandom", "Recorded", Randoms::new);
		add("KeyPairGenerator", "Ed25519", () -> new Generators(KeyPairGenerator.getInstance("Ed25519", EC)));
	}

	@Override
	public Service getService(String type, String algorithm) {
		Service recorded = super.getService(type, algorithm);
		return (recorded != null || this.jce == null) ? recorded : this.jce.getService(type, algorithm);
	}

	/**
	 * Takes the place of the platform's provider, unless it has done so.
	 */
	static void install() {
		Provider jce = Security.getProvider(JCE);
		if (!(jce instanceof RecordingProvider)) {
			Security.removeProvider(JCE);
			Security.insertProviderAt(new RecordingProvider(jce), 1);
		}
	}

	/** Makes what does the work. */
	private interface Maker {

		Object make() throws GeneralSecurityException;

	}

	private void add(String type, String algorithm, Maker maker) {
		putService(new Service(this, type, algorithm, RecordingProvider.class.getName(), null, null) {

			@Override
			public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
				try {
					return maker.make();
				}
				catch (GeneralSecurityException ex) {
					throw new NoSuchAlgorithmException(ex);
				}
			}

			@Override
			public boolean supportsParameter(Object parameter) {
				return true;
			}

		});
	}

	private static void record(Key key) {
		if (key instanceof XECPrivateKey x) {
			x.getScalar().ifPresent(RecordedSecrets::add);
		}
		else if (key instanceof EdECPrivateKey ed) {
			ed.getBytes().ifPresent(RecordedSecrets::add);
		}
		else if (key instanceof SecretKey secret) {
			RecordedSecrets.add(secret.getEncoded());
		}
	}

	/** Key pairs. */
	private static final class Generators extends KeyPairGeneratorSpi {

		private final KeyPairGenerator jdk;

		Generators(KeyPairGenerator jdk) {
			this.jdk = jdk;
		}

		@Override
		public void initialize(int keysize, SecureRandom random) {
			this.jdk.initialize(keysize, random);
		}

		@Override
		public void initialize(AlgorithmParameterSpec parameters, SecureRandom random)
				throws InvalidAlgorithmParameterException {
			this.jdk.initialize(parameters, random);
		}

		@Override
		public KeyPair generateKeyPair() {
			KeyPair pair = this.jdk.generateKeyPair();
			record(pair.getPrivate());
			return pair;
		}

	}

	/** Private keys that are plain random bytes. */
	private static final class Randoms extends SecureRandomSpi {

		private static final long serialVersionUID = 1L;

		private static final int KEY_BYTES = 32;

		private final SecureRandom jdk;

		Randoms() throws GeneralSecurityException {
			this.jdk = SecureRandom.getInstance("DRBG", "SUN");
		}

		@Override
		protected void engineSetSeed(byte[] seed) {
			this.jdk.setSeed(seed);
		}

		@Override
		protected void engineNextBytes(byte[] bytes) {
			this.jdk.nextBytes(bytes);
			if (bytes.length == KEY_BYTES) {
				RecordedSecrets.add(bytes.clone());
			}
		}

		@Override
		protected byte[] engineGenerateSeed(int count) {
			return this.jdk.generateSeed(count);
		}

	}

	/** Shared secrets. */
	private static final class Agreements extends KeyAgreementSpi {

		private final KeyAgreement jdk;

		Agreements(KeyAgreement jdk) {
			this.jdk = jdk;
		}

		@Override
		protected void engineInit(Key key, SecureRandom random) throws InvalidKeyException {
			record(key);
			this.jdk.init(key, random);
		}

		@Override
		protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random)
				throws InvalidKeyException, InvalidAlgorithmParameterException {
			record(key);
			this.jdk.init(key, parameters, random);
		}

		@Override
		protected Key engineDoPhase(Key key, boolean lastPhase) throws InvalidKeyException {
			return this.jdk.doPhase(key, lastPhase);
		}

		@Override
		protected byte[] engineGenerateSecret() {
			byte[] secret = this.jdk.generateSecret();
			RecordedSecrets.add(secret);
			return secret;
		}

		@Override
		protected int engineGenerateSecret(byte[] out, int offset) throws ShortBufferException {
			return this.jdk.generateSecret(out, offset);
		}

		@Override
		protected SecretKey engineGenerateSecret(String algorithm)
				throws NoSuchAlgorithmException, InvalidKeyException {
			return this.jdk.generateSecret(algorithm);
		}

	}

	/** Keys of HMACs, what is as long as a key, and what is derived of it. */
	private static final class Macs extends MacSpi {

		/** Of the secret that both ends share by their keys. */
		private static final int SECRET_BYTES = 32;

		private final Mac jdk;

		Macs(Mac jdk) {
			this.jdk = jdk;
		}

		@Override
		protected int engineGetMacLength() {
			return this.jdk.getMacLength();
		}

		@Override
		protected void engineInit(Key key, AlgorithmParameterSpec parameters)
				throws InvalidKeyException, InvalidAlgorithmParameterException {
			record(key);
			this.jdk.init(key, parameters);
		}

		@Override
		protected void engineUpdate(byte input) {
			this.jdk.update(input);
		}

		@Override
		protected void engineUpdate(byte[] input, int offset, int length) {
			if (length == SECRET_BYTES) {
				RecordedSecrets.add(Arrays.copyOfRange(input, offset, offset + length));
			}
			this.jdk.update(input, offset, length);
		}

		@Override
		protected byte[] engineDoFinal() {
			byte[] derived = this.jdk.doFinal();
			RecordedSecrets.add(derived);
			return derived;
		}

		@Override
		protected void engineReset() {
			this.jdk.reset();
		}

	}

	/** Keys of ciphers. */
	private static final class Ciphers extends CipherSpi {

		private final Cipher jdk;

		private byte[] last = {};

		Ciphers(Cipher jdk) {
			this.jdk = jdk;
		}

		/** Once, not for each record. */
		private void remember(Key key) {
			byte[] now = key.getEncoded();
			if (!Arrays.equals(this.last, now)) {
				this.last = now;
				RecordedSecrets.add(now);
			}
		}

		@Override
		protected void engineSetMode(String mode) {
			// It has one.
		}

		@Override
		protected void engineSetPadding(String padding) {
			// It has none.
		}

		@Override
		protected int engineGetBlockSize() {
			return this.jdk.getBlockSize();
		}

		@Override
		protected int engineGetOutputSize(int inputLength) {
			return this.jdk.getOutputSize(inputLength);
		}

		@Override
		protected byte[] engineGetIV() {
			return this.jdk.getIV();
		}

		@Override
		protected AlgorithmParameters engineGetParameters() {
			return this.jdk.getParameters();
		}

		@Override
		protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
			remember(key);
			this.jdk.init(mode, key, random);
		}

		@Override
		protected void engineInit(int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
				throws InvalidKeyException, InvalidAlgorithmParameterException {
			remember(key);
			this.jdk.init(mode, key, parameters, random);
		}

		@Override
		protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random)
				throws InvalidKeyException, InvalidAlgorithmParameterException {
			remember(key);
			this.jdk.init(mode, key, parameters, random);
		}

		@Override
		protected byte[] engineUpdate(byte[] input, int offset, int length) {
			return this.jdk.update(input, offset, length);
		}

		@Override
		protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outputOffset)
				throws ShortBufferException {
			return this.jdk.update(input, offset, length, output, outputOffset);
		}

		@Override
		protected byte[] engineDoFinal(byte[] input, int offset, int length)
				throws IllegalBlockSizeException, BadPaddingException {
			return this.jdk.doFinal(input, offset, length);
		}

		@Override
		protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outputOffset)
				throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
			return this.jdk.doFinal(input, offset, length, output, outputOffset);
		}

		@Override
		protected int engineDoFinal(ByteBuffer input, ByteBuffer output)
				throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
			return this.jdk.doFinal(input, output);
		}

		@Override
		protected void engineUpdateAAD(byte[] input, int offset, int length) {
			this.jdk.updateAAD(input, offset, length);
		}

		@Override
		protected void engineUpdateAAD(ByteBuffer input) {
			this.jdk.updateAAD(input);
		}

	}

}
