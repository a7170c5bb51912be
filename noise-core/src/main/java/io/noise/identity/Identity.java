package io.noise.identity;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's Ed25519 key pair (RFC 8032), fresh or from a file. The private half signs and
 * is never handed out or printed.
 * <p>
 * A file holds one private key as PKCS#8 in PEM, plain or encrypted with a password. Made
 * by openssl:
 *
 * <pre>
 * openssl genpkey -algorithm ed25519 -out node.pem
 * openssl genpkey -algorithm ed25519 -aes256 -out node.pem
 * </pre>
 *
 * Only its owner may read and write the file: it is refused if others may do either or
 * its group may write, unless {@link Permissions} says otherwise; that its group may read
 * it is logged at WARN. Links are followed and the file they lead to is judged. Windows'
 * access lists are not looked at.
 * <p>
 * Immutable; any thread may use it. Loading blocks on the file and, where it is
 * encrypted, on the derivation of its key.
 */
public final class Identity {

	private static final Logger logger = LoggerFactory.getLogger(Identity.class);

	private final NodeId id;

	private final PrivateKey privateKey;

	private Identity(KeyPair keys) {
		this.id = NodeId.of(Ed25519.raw(keys.getPublic()));
		this.privateKey = keys.getPrivate();
	}

	/**
	 * Makes a fresh identity, which nothing but the returned object holds.
	 * @return the new identity
	 */
	public static Identity generate() {
		return new Identity(Ed25519.generate());
	}

	/**
	 * Loads the identity of a file that is not encrypted.
	 * @param file a private key, PKCS#8 in PEM, at most 64 KiB
	 * @return the identity
	 * @throws IdentityException if the file is missing, open to others, or anything but
	 * one plain Ed25519 private key
	 */
	public static Identity load(Path file) {
		return load(file, Permissions.OWNER);
	}

	/**
	 * Loads the identity of a file that is not encrypted.
	 * @param file a private key, PKCS#8 in PEM, at most 64 KiB
	 * @param permissions who else may have access to the file
	 * @return the identity
	 * @throws IdentityException as {@link #load(Path)} does
	 */
	public static Identity load(Path file, Permissions permissions) {
		return new Identity(KeyFile.load(file, null, permissions));
	}

	/**
	 * Loads the identity of a file that is encrypted: PBES2 with PBKDF2 and AES in CBC
	 * mode, which is what openssl writes. A file that is not encrypted is loaded as well,
	 * with a warning in the log.
	 * @param file a private key, PKCS#8 in PEM, at most 64 KiB
	 * @param password what the file was encrypted with; the array stays the caller's and
	 * should be wiped by it
	 * @return the identity
	 * @throws IdentityException if the file is missing, open to others, or anything but
	 * one Ed25519 private key, or if the password is wrong
	 */
	public static Identity load(Path file, char[] password) {
		return load(file, password, Permissions.OWNER);
	}

	/**
	 * Loads the identity of a file that is encrypted.
	 * @param file a private key, PKCS#8 in PEM, at most 64 KiB
	 * @param password what the file was encrypted with
	 * @param permissions who else may have access to the file
	 * @return the identity
	 * @throws IdentityException as {@link #load(Path, char[])} does
	 */
	public static Identity load(Path file, char[] password, Permissions permissions) {
		return new Identity(KeyFile.load(file, password, permissions));
	}

	/**
	 * Loads the identity of a file and, where there is none, creates it first: a plain
	 * file with mode 0600, in directories with mode 0700 where they are missing. A file
	 * that exists is never replaced. Of several processes that start at once, all get the
	 * same identity.
	 * @param file a private key, PKCS#8 in PEM, at most 64 KiB
	 * @return the identity
	 * @throws IdentityException if the file cannot be created, or as {@link #load(Path)}
	 * does
	 */
	public static Identity loadOrCreate(Path file) {
		return loadOrCreate(file, Permissions.OWNER);
	}

	/**
	 * Loads the identity of a file and, where there is none, creates it first.
	 * @param file a private key, PKCS#8 in PEM, at most 64 KiB
	 * @param permissions who else may have access to a file that exists; one that is
	 * created has mode 0600
	 * @return the identity
	 * @throws IdentityException as {@link #loadOrCreate(Path)} does
	 */
	public static Identity loadOrCreate(Path file, Permissions permissions) {
		boolean created = Files.notExists(PrivateFile.path(file, "identity file"), LinkOption.NOFOLLOW_LINKS)
				&& NewKeyFile.create(file);
		Identity identity = load(file, permissions);
		if (created) {
			logger.info("identity file {}: created, node id {}", file.toAbsolutePath(), identity.id.toShortString());
		}
		return identity;
	}

	/**
	 * Reads the identity of a text, which platforms inject where they have no files: what
	 * a file would hold, the same with {@code \n} in place of its line breaks, or only
	 * the base64 between its first and its last line.
	 * @param text a private key, PKCS#8, that is not encrypted
	 * @return the identity
	 * @throws IdentityException if the text is anything but one plain Ed25519 private
	 * key; the message shows nothing of it
	 */
	public static Identity parse(String text) {
		return new Identity(KeyFile.parse(text, null));
	}

	/**
	 * Reads the identity of a text that is encrypted, as {@link #load(Path, char[])} and
	 * {@link #parse(String)} do.
	 * @param text a private key, PKCS#8
	 * @param password what it was encrypted with; the array stays the caller's and should
	 * be wiped by it
	 * @return the identity
	 * @throws IdentityException if the text is anything but one Ed25519 private key, or
	 * if the password is wrong; the message shows nothing of either
	 */
	public static Identity parse(String text, char[] password) {
		return new Identity(KeyFile.parse(text, password));
	}

	/**
	 * Whether a text is a private key or holds one, of any algorithm, so that it must not
	 * be shown: PEM, or base64 or hexadecimal digits of such a key in DER, plain or
	 * encrypted. Meant for what should be something else, such as a host or a path.
	 * @param text any text
	 * @return true if it looks like one
	 */
	public static boolean isPrivateKey(CharSequence text) {
		return KeyText.isPrivateKey(text);
	}

	/**
	 * The public half.
	 * @return the id that others know the node by
	 */
	public NodeId id() {
		return this.id;
	}

	/**
	 * Signs a message; {@link NodeId#verify} tells who did.
	 * @param message of any length. What is signed should start with words that say what
	 * for, so that a signature cannot be taken for another
	 * @return the 64 bytes of RFC 8032, the same each time
	 */
	public byte[] sign(byte[] message) {
		return sign(message, Curves.AUTO);
	}

	/**
	 * Signs a message, as {@link #sign(byte[])} does.
	 * @param message of any length
	 * @param curves the arithmetic, whose result is the same each time
	 * @return the 64 bytes of RFC 8032
	 */
	public byte[] sign(byte[] message, Curves curves) {
		return Ed25519.sign(this.privateKey, this.id.bytes(), message, curves);
	}

	/**
	 * The users who may have access to the file of an identity, by its mode.
	 */
	public enum Permissions {

		/** Its owner; its group may read it, with a warning. The rule. */
		OWNER,

		/**
		 * Anybody, with a warning. For files whose mode cannot be set, such as those that
		 * a platform mounts.
		 */
		ANY

	}

	@Override
	public String toString() {
		return "Identity[" + this.id.toShortString() + "]";
	}

}
