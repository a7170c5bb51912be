package io.noise.spring.hook;

import java.util.Optional;

import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.OnPeerInit;
import io.noise.spring.annotation.PeerMetadata;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values that message methods get. The classes here are {@code @NullMarked}, as their
 * package is.
 */
@SuppressWarnings("unused") // message methods are called by reflection
@ExtendWith(OutputCaptureExtension.class)
class MessageParameterTests {

	@Test
	void nodeAndPeer_areThoseOfTheMessage_inAnyPlace() {
		HookedNode.contextRunner(NodeAndPeer.class)
			.run((context) -> assertThat(HookedNode.send(context, new Chat("a")).entries())
				.containsExactly("true a true"));
	}

	@Test
	void metadata_isThatOfThePeer() {
		HookedNode.contextRunner(Room.class, Metadata.class)
			.run((context) -> assertThat(HookedNode.send(context, new Chat("a")).entries())
				.containsExactly("lobby Optional[lobby] 7 7"));
	}

	@Test
	void missingMetadata_isEmptyOrNull() {
		HookedNode.contextRunner(Missing.class, MissingUnmarked.class)
			.run((context) -> assertThat(HookedNode.send(context, new Chat("a")).entries())
				.containsExactlyInAnyOrder("Optional.empty null", "null"));
	}

	@Test
	void missingMetadata_thatMustNotBeNull_failsTheMethodOnly(CapturedOutput output) {
		HookedNode.contextRunner(Primitive.class, NeverNull.class, Missing.class).run((context) -> {
			assertThat(HookedNode.send(context, new Chat("a")).entries()).containsExactly("Optional.empty null");
			assertThat(output).contains("Handler MessageParameterTests.Primitive.chat(Chat, int) of bean")
				.containsPattern("metadata \"count\" of Peer\\[.*]: missing \\(expected: a value of int\\)")
				.contains("Handler MessageParameterTests.NeverNull.chat(Chat, String) of bean")
				.containsPattern(
						"metadata \"nick\" of Peer\\[.*]: missing \\(expected: a value of java.lang.String\\)");
		});
	}

	@Test
	void metadataOfAnotherType_failsTheMethodOnly(CapturedOutput output) {
		HookedNode.contextRunner(Room.class, WrongType.class).run((context) -> {
			HookedNode.send(context, new Chat("a"));
			assertThat(output).contains("Handler MessageParameterTests.WrongType.chat(Optional, Chat) of bean")
				.containsPattern("metadata \"room\" of .*: java.lang.String \\(expected: a value of java.lang.Integer");
		});
	}

	record NodeAndPeer(Journal journal, Node here) {

		@OnMessage(opcode = 1)
		void chat(Node node, Chat chat, Peer peer) {
			this.journal.add((node == this.here) + " " + chat.text() + " " + (peer.node() == node));
		}

	}

	static class Room {

		@OnPeerInit
		void enter(Peer peer) {
			peer.set("room", "lobby");
			peer.set("seat", 7);
		}

	}

	record Metadata(Journal journal) {

		@OnMessage(opcode = 1)
		void chat(@PeerMetadata("room") String room, @PeerMetadata("room") Optional<String> perhaps,
				@PeerMetadata("seat") int seat, Chat chat, @PeerMetadata("seat") Number number) {
			this.journal.add(room + " " + perhaps + " " + seat + " " + number);
		}

	}

	record Missing(Journal journal) {

		@OnMessage(opcode = 1)
		void chat(@PeerMetadata("room") Optional<String> room, @PeerMetadata("seat") @Nullable Integer seat,
				Chat chat) {
			this.journal.add(room + " " + seat);
		}

	}

	@NullUnmarked
	record MissingUnmarked(Journal journal) {

		@OnMessage(opcode = 1)
		void chat(Chat chat, @PeerMetadata("room") String room) {
			this.journal.add(String.valueOf(room));
		}

	}

	static class Primitive {

		@OnMessage(opcode = 1)
		void chat(Chat chat, @PeerMetadata("count") int count) {
			throw new AssertionError("has no count");
		}

	}

	static class NeverNull {

		@OnMessage(opcode = 1)
		void chat(Chat chat, @PeerMetadata("nick") String nick) {
			throw new AssertionError("has no nick");
		}

	}

	static class WrongType {

		@OnMessage(opcode = 1)
		void chat(@PeerMetadata("room") Optional<Integer> room, Chat chat) {
			throw new AssertionError("has no such room");
		}

	}

}
