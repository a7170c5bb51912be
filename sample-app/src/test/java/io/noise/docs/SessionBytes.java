package io.noise.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A complete session in hexadecimal, from the vectors that the tests of the core replay.
 */
final class SessionBytes {

	/** Hexadecimal digits per line, and the column of the words after them. */
	private static final int DIGITS = 64;

	private static final int BYTES_COLUMN = 34;

	private SessionBytes() {
	}

	/**
	 * The first session of the vectors.
	 * @param json the file
	 */
	static List<String> lines(String json) {
		JsonNode session = new JsonMapper().readTree(json).get("sessions").get(0);
		List<String> lines = new ArrayList<>(List.of(session.get("protocol_name").asString(), ""));
		for (String end : List.of("initiator", "responder")) {
			keys(end, session.get(end), lines);
		}
		secrets(session.get("secrets"), lines);
		session.get("steps").forEach((step) -> step(step, lines));
		return lines;
	}

	private static void keys(String end, JsonNode keys, List<String> lines) {
		lines.add(end.toUpperCase(Locale.ROOT));
		for (String name : List.of("identity_seed", "identity_public", "static_private", "static_public",
				"ephemeral_private", "ephemeral_public")) {
			lines.add(String.format("  %-20s%s", name.replace('_', ' '), keys.get(name).asString()));
		}
		lines.add("");
	}

	private static void secrets(JsonNode secrets, List<String> lines) {
		lines.add("BOTH");
		for (String name : List.of("h_after_message_1", "h_after_message_2", "h_after_message_3", "k1", "k2")) {
			lines.add(String.format("  %-20s%s", name.replace('_', ' '), secrets.get(name).asString()));
		}
		for (String name : List.of("responder_signature", "initiator_signature")) {
			lines.add("  " + name.replace('_', ' ') + ":");
			rows(secrets.get(name).asString()).forEach((row) -> lines.add("  " + row));
		}
	}

	private static void step(JsonNode step, List<String> lines) {
		lines.add("");
		lines.add(step.get("from").asString().toUpperCase(Locale.ROOT) + " " + step.get("what").asString());
		step.get("fields").forEach((field) -> field(field, lines));
		if (step.has("plain")) {
			lines.add("  as a record:");
			rows(step.get("wire").asString()).forEach((row) -> lines.add("  " + row));
		}
	}

	private static void field(JsonNode field, List<String> lines) {
		String bytes = field.get("bytes").asString();
		String name = field.get("name").asString();
		if (bytes.length() <= BYTES_COLUMN - 2) {
			lines.add(String.format("  %-" + BYTES_COLUMN + "s%s", bytes, name));
			return;
		}
		lines.add(String.format("  %-" + BYTES_COLUMN + "s%s", "", name + ":"));
		rows(bytes).forEach((row) -> lines.add("  " + row));
	}

	private static Stream<String> rows(String bytes) {
		List<String> rows = new ArrayList<>();
		for (int at = 0; at < bytes.length(); at += DIGITS) {
			rows.add(bytes.substring(at, Math.min(at + DIGITS, bytes.length())));
		}
		return rows.stream();
	}

}
