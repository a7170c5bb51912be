package io.noise.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;

import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;

import org.jspecify.annotations.Nullable;

/**
 * Takes cryptography from a provider that does not depend on which one an application has
 * put first. Ciphers are the platform's own, {@value #PLATFORM}, where it is installed:
 * others can be many times slower. All else is that of the first provider but
 * BouncyCastle's, whose keys and exceptions differ; its, where no other has it.
 */
public final class Jca {

	/** The platform's provider of ciphers. */
	static final String PLATFORM = "SunJCE";

	private static final String BOUNCY_CASTLE = "BC";

	private Jca() {
	}

	/** Takes an algorithm from one provider. */
	@FunctionalInterface
	private interface Taker<T> {

		T take(String algorithm, Provider provider) throws GeneralSecurityException;

	}

	/**
	 * The provider with a name.
	 * @param name the name
	 * @return one that is installed
	 * @throws IllegalArgumentException if there is none
	 */
	public static Provider provider(String name) {
		Provider provider = Security.getProvider(name);
		if (provider == null) {
			throw new IllegalArgumentException("provider: \"" + name + "\" (expected: one that is installed, "
					+ Arrays.stream(Security.getProviders()).map(Provider::getName).toList() + ")");
		}
		return provider;
	}

	/**
	 * A cipher that is not initialised.
	 * @param transformation which one
	 * @param named whose; null for the platform's
	 * @return the cipher
	 * @throws GeneralSecurityException if the provider, or any, has it not
	 */
	public static Cipher cipher(String transformation, @Nullable Provider named) throws GeneralSecurityException {
		if (named != null) {
			return Cipher.getInstance(transformation, named);
		}
		Provider platform = Security.getProvider(PLATFORM);
		if (platform != null) {
			try {
				return Cipher.getInstance(transformation, platform);
			}
			catch (NoSuchAlgorithmException ex) {
				// Another one may have it.
			}
		}
		return take("Cipher", transformation, Cipher::getInstance);
	}

	/**
	 * A message authentication code.
	 * @param algorithm its name
	 * @return one that is not initialised
	 * @throws NoSuchAlgorithmException if no provider has it
	 */
	public static Mac mac(String algorithm) throws NoSuchAlgorithmException {
		return take("Mac", algorithm, Mac::getInstance);
	}

	/**
	 * A key agreement.
	 * @param algorithm its name
	 * @return one that is not initialised
	 * @throws NoSuchAlgorithmException if no provider has it
	 */
	public static KeyAgreement keyAgreement(String algorithm) throws NoSuchAlgorithmException {
		return take("KeyAgreement", algorithm, KeyAgreement::getInstance);
	}

	/**
	 * A maker of keys from their bytes.
	 * @param algorithm its name
	 * @return a factory
	 * @throws NoSuchAlgorithmException if no provider has it
	 */
	public static KeyFactory keyFactory(String algorithm) throws NoSuchAlgorithmException {
		return take("KeyFactory", algorithm, KeyFactory::getInstance);
	}

	/**
	 * A maker of keys from passwords.
	 * @param algorithm its name
	 * @return a factory
	 * @throws NoSuchAlgorithmException if no provider has it
	 */
	public static SecretKeyFactory secretKeyFactory(String algorithm) throws NoSuchAlgorithmException {
		return take("SecretKeyFactory", algorithm, SecretKeyFactory::getInstance);
	}

	/**
	 * A maker of key pairs.
	 * @param algorithm its name
	 * @return a generator
	 * @throws NoSuchAlgorithmException if no provider has it
	 */
	public static KeyPairGenerator keyPairGenerator(String algorithm) throws NoSuchAlgorithmException {
		return take("KeyPairGenerator", algorithm, KeyPairGenerator::getInstance);
	}

	/**
	 * A signer and verifier.
	 * @param algorithm its name
	 * @return a signature that is not initialised
	 * @throws NoSuchAlgorithmException if no provider has it
	 */
	public static Signature signature(String algorithm) throws NoSuchAlgorithmException {
		return take("Signature", algorithm, Signature::getInstance);
	}

	private static <T> T take(String type, String algorithm, Taker<T> taker) throws NoSuchAlgorithmException {
		List<Provider> all = List.of(Security.getProviders());
		for (boolean others : new boolean[] { true, false }) {
			for (Provider provider : all) {
				if (others != isBouncyCastle(provider)) {
					try {
						return taker.take(algorithm, provider);
					}
					catch (GeneralSecurityException ex) {
						// Not this one, then.
					}
				}
			}
		}
		throw new NoSuchAlgorithmException(type + " " + algorithm + ": of none of the providers " + all);
	}

	private static boolean isBouncyCastle(Provider provider) {
		return provider.getName().startsWith(BOUNCY_CASTLE);
	}

}
