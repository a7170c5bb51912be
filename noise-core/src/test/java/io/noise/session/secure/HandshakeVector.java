package io.noise.session.secure;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.noise.session.channel.Role;
import tools.jackson.databind.JsonNode;

/**
 * A handshake with known keys and known bytes, in the JSON form that implementations of
 * Noise exchange. After the third message come records, the responder's first; the
 * records of {@code rekeyed}, a field of our own, follow a rekey of both directions.
 */
record HandshakeVector(JsonNode json) {

	private static final HexFormat hex = HexFormat.of();

	private static final Hash SHA512 = new Hash("SHA512", "SHA-512", "HmacSHA512", 64);

	/**
	 * The vectors of pattern XX without a pre-shared key.
	 */
	static Stream<HandshakeVector> all(JsonNode file) {
		return file.get("vectors").valueStream().map(HandshakeVector::new).filter(HandshakeVector::isPlainXx);
	}

	private boolean isPlainXx() {
		return protocolName().startsWith("Noise_XX_");
	}

	String protocolName() {
		return this.json.get("protocol_name").asString();
	}

	OwnEnd ownEnd(Role role) {
		Suite suite = protocolName().contains("AESGCM") ? Suite.AESGCM : Suite.CHACHAPOLY;
		Hash hash = protocolName().endsWith("SHA512") ? SHA512 : Hash.SHA256;
		return new OwnEnd(new Handshake(role, suite, hash, bytes(role, "prologue"), TestKeys.of(bytes(role, "static")),
				TestKeys.of(bytes(role, "ephemeral"))));
	}

	NoiseJavaEnd noiseJavaEnd(Role role) {
		return new NoiseJavaEnd(role, protocolName(), bytes(role, "prologue"), bytes(role, "static"),
				bytes(role, "ephemeral"));
	}

	private byte[] bytes(Role role, String name) {
		String prefix = (role == Role.INITIATOR) ? "init_" : "resp_";
		return hex.parseHex(this.json.get(prefix + name).asString());
	}

	Optional<byte[]> handshakeHash() {
		return this.json.has("handshake_hash") ? Optional.of(hex.parseHex(this.json.get("handshake_hash").asString()))
				: Optional.empty();
	}

	List<Message> messages() {
		return messages("messages");
	}

	List<Message> rekeyed() {
		return messages("rekeyed");
	}

	private List<Message> messages(String field) {
		List<Message> messages = new ArrayList<>();
		for (JsonNode message : this.json.path(field)) {
			messages.add(new Message(message.get("payload").asString(), message.get("ciphertext").asString()));
		}
		return messages;
	}

	@Override
	public String toString() {
		return protocolName() + " " + this.json.path("source").asString("");
	}

	/**
	 * A payload and its form on the wire, in hex.
	 */
	record Message(String payloadHex, String ciphertextHex) {

		byte[] payload() {
			return hex.parseHex(this.payloadHex);
		}

		byte[] ciphertext() {
			return hex.parseHex(this.ciphertextHex);
		}

	}

}
