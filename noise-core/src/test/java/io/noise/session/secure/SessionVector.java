package io.noise.session.secure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.noise.identity.Identity;
import io.noise.session.channel.Role;
import io.noise.vectors.Vectors;
import tools.jackson.databind.JsonNode;

/**
 * A whole session with known keys and known bytes, made by another implementation of
 * {@code docs/wire.md}.
 */
record SessionVector(JsonNode json) {

	private static final HexFormat hex = HexFormat.of();

	private static final String PKCS8_PREFIX = "302e020100300506032b657004220420";

	static Stream<SessionVector> all() {
		return read("secure_session.json");
	}

	/** Returns the sessions of nodes that had no requests. */
	static Stream<SessionVector> beforeRequests() {
		return read("secure_session_before_requests.json");
	}

	private static Stream<SessionVector> read(String file) {
		return Vectors.read(file).get("sessions").valueStream().map(SessionVector::new);
	}

	/**
	 * The bytes that one end says at once.
	 *
	 * @param from who says it
	 * @param what its name
	 * @param plain what a record holds; empty for what is no record
	 * @param wire the bytes, in hexadecimal
	 */
	record Step(Role from, String what, String plain, String wire) {
	}

	List<Step> steps() {
		return this.json.get("steps")
			.valueStream()
			.map((step) -> new Step(Role.valueOf(step.get("from").asString().toUpperCase(Locale.ROOT)),
					step.get("what").asString(), step.path("plain").asString(""), step.get("wire").asString()))
			.toList();
	}

	int longestMessage() {
		return this.json.get("longest_message").asInt();
	}

	int credit() {
		return this.json.get("credit").asInt();
	}

	String nodeId(Role role) {
		return end(role).get("node_id").asString();
	}

	/** The key with which an end seals its first record. */
	CipherState firstKey(Role role) {
		String key = this.json.get("secrets").get((role == Role.INITIATOR) ? "k1" : "k2").asString();
		Suite suite = toString().contains("AESGCM") ? Suite.AESGCM : Suite.CHACHAPOLY;
		return new CipherState(suite, hex.parseHex(key));
	}

	/** One end, with all its keys. */
	SecureSession session(Role role, Path directory) throws IOException {
		List<Suite> suites = this.json.get("suites")
			.valueStream()
			.map((id) -> Suite.ofId((byte) id.asInt()).orElseThrow())
			.toList();
		List<X25519KeyPair> keyPairs = List.of(keyPair(role, "static"), keyPair(role, "ephemeral"));
		return new SecureSession(new SecureKeys(identity(role, directory), suites, this.json.get("network").asString(),
				keyPairs.iterator()::next));
	}

	private Identity identity(Role role, Path directory) throws IOException {
		byte[] der = hex.parseHex(PKCS8_PREFIX + end(role).get("identity_seed").asString());
		Path file = Files.createFile(directory.resolve(role + ".pem"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(der)
				+ "\n-----END PRIVATE KEY-----\n");
		return Identity.load(file);
	}

	private X25519KeyPair keyPair(Role role, String which) {
		return TestKeys.of(hex.parseHex(end(role).get(which + "_private").asString()));
	}

	private JsonNode end(Role role) {
		return this.json.get(role.name().toLowerCase(Locale.ROOT));
	}

	@Override
	public String toString() {
		return this.json.get("protocol_name").asString();
	}

}
