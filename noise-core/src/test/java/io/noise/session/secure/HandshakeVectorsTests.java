package io.noise.session.secure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.noise.session.channel.Role;
import io.noise.vectors.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Handshakes with known keys give the known bytes: those that the implementations of the
 * Noise Protocol Framework share, where their file is at hand, and our own.
 */
class HandshakeVectorsTests {

	private static final String DIRECTORY_PROPERTY = "noise.vectors";

	/** Beside the repository. */
	private static final String DEFAULT_DIRECTORY = "../../shared/vectors";

	private static final int HANDSHAKE_MESSAGES = 3;

	static Stream<HandshakeVector> own() {
		return HandshakeVector.all(Vectors.read("secure_handshake.json"));
	}

	@Test
	void publishedVectors_areReproduced() {
		Path file = Path.of(System.getProperty(DIRECTORY_PROPERTY, DEFAULT_DIRECTORY), "noise_xx.json")
			.toAbsolutePath();
		assumeTrue(Files.exists(file), () -> file + " is missing; -D" + DIRECTORY_PROPERTY + " names its directory");
		List<HandshakeVector> vectors = HandshakeVector.all(new JsonMapper().readTree(file)).toList();
		assertThat(vectors).hasSizeGreaterThanOrEqualTo(8);
		for (HandshakeVector vector : vectors) {
			replay(vector, vector.ownEnd(Role.INITIATOR), vector.ownEnd(Role.RESPONDER));
		}
	}

	@ParameterizedTest
	@MethodSource("own")
	void ownVectors_areReproduced(HandshakeVector vector) {
		replay(vector, vector.ownEnd(Role.INITIATOR), vector.ownEnd(Role.RESPONDER));
	}

	@ParameterizedTest
	@MethodSource("own")
	void ownVectors_areThoseOfNoiseJava(HandshakeVector vector) {
		replay(vector, vector.noiseJavaEnd(Role.INITIATOR), vector.noiseJavaEnd(Role.RESPONDER));
	}

	@ParameterizedTest
	@MethodSource("own")
	void rekey_withKnownKeys_givesTheKnownBytes(HandshakeVector vector) {
		OwnEnd initiator = vector.ownEnd(Role.INITIATOR);
		OwnEnd responder = vector.ownEnd(Role.RESPONDER);
		shakeHands(vector, initiator, responder);
		OwnEnd.OwnRecords initiated = initiator.split();
		OwnEnd.OwnRecords responded = responder.split();
		exchange(records(vector), responded, initiated);
		initiated.rekey();
		responded.rekey();
		assertThat(vector.rekeyed()).isNotEmpty();
		exchange(vector.rekeyed(), responded, initiated);
	}

	private static void replay(HandshakeVector vector, End initiator, End responder) {
		shakeHands(vector, initiator, responder);
		exchange(records(vector), responder.split(), initiator.split());
	}

	private static void shakeHands(HandshakeVector vector, End initiator, End responder) {
		End writer = initiator;
		End reader = responder;
		for (HandshakeVector.Message message : vector.messages().subList(0, HANDSHAKE_MESSAGES)) {
			assertThat(writer.write(message.payload())).as(vector.toString()).isEqualTo(message.ciphertext());
			assertThat(reader.read(message.ciphertext())).isEqualTo(message.payload());
			End next = reader;
			reader = writer;
			writer = next;
		}
		assertThat(initiator.hash()).isEqualTo(responder.hash());
		vector.handshakeHash().ifPresent((hash) -> assertThat(initiator.hash()).isEqualTo(hash));
	}

	private static List<HandshakeVector.Message> records(HandshakeVector vector) {
		return vector.messages().subList(HANDSHAKE_MESSAGES, vector.messages().size());
	}

	private static void exchange(List<HandshakeVector.Message> records, End.Records first, End.Records second) {
		assertThat(records).hasSizeGreaterThanOrEqualTo(2);
		End.Records writer = first;
		End.Records reader = second;
		for (HandshakeVector.Message message : records) {
			assertThat(writer.seal(message.payload())).isEqualTo(message.ciphertext());
			assertThat(reader.open(message.ciphertext())).isEqualTo(message.payload());
			End.Records next = reader;
			reader = writer;
			writer = next;
		}
	}

}
