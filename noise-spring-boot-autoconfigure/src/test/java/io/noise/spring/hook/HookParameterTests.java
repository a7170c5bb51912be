package io.noise.spring.hook;

import java.util.Optional;

import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.annotation.OnPeerDialed;
import io.noise.spring.annotation.OnPeerDisconnected;
import io.noise.spring.annotation.OnPeerInit;
import io.noise.spring.annotation.PeerMetadata;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values that hook methods get. The classes here are {@code @NullMarked}, as their
 * package is.
 */
@SuppressWarnings("unused") // hooks are called by reflection
@ExtendWith(OutputCaptureExtension.class)
class HookParameterTests {

	@Test
	void nodePeerAndReason_areThoseOfTheHook_inAnyPlace() {
		HookedNode.contextRunner(NodePeerAndReason.class)
			.run((context) -> assertThat(lifeOfAPeer(context)).containsExactly("true true LOCAL"));
	}

	@Test
	void metadata_isThatOfThePeer_inEachKindOfHook() {
		HookedNode.contextRunner(Room.class, Metadata.class)
			.run((context) -> assertThat(lifeOfAPeer(context)).containsExactly("init lobby Optional[lobby] 7 7",
					"gone 7 lobby LOCAL"));
	}

	@Test
	void missingMetadata_isEmptyOrNull() {
		HookedNode.contextRunner(Missing.class, MissingUnmarked.class)
			.run((context) -> assertThat(lifeOfAPeer(context)).containsExactlyInAnyOrder("init Optional.empty null",
					"init null", "gone Optional.empty null", "gone null"));
	}

	@Test
	void missingMetadata_thatMustNotBeNull_failsTheMethodOnly(CapturedOutput output) {
		HookedNode.contextRunner(Primitive.class, NeverNull.class, Missing.class).run((context) -> {
			Node node = context.getBean(Node.class);
			assertThat(lifeOfAPeer(context)).containsExactly("init Optional.empty null", "gone Optional.empty null");
			assertThat(node.stats().hookFailures()).isEqualTo(4);
			assertThat(output).contains("HookParameterTests.Primitive.init(int) of bean")
				.contains("HookParameterTests.Primitive.gone(Peer, int) of bean")
				.containsPattern("metadata \"count\" of Peer\\[.*]: missing \\(expected: a value of int\\)")
				.contains("HookParameterTests.NeverNull.init(String) of bean")
				.contains("HookParameterTests.NeverNull.gone(String, DisconnectReason) of bean")
				.containsPattern(
						"metadata \"nick\" of Peer\\[.*]: missing \\(expected: a value of java.lang.String\\)");
		});
	}

	@Test
	void metadataOfAnotherType_failsTheMethodOnly(CapturedOutput output) {
		HookedNode.contextRunner(Room.class, WrongType.class, Metadata.class).run((context) -> {
			assertThat(lifeOfAPeer(context)).hasSize(2);
			assertThat(output).contains("HookParameterTests.WrongType.init(Optional) of bean")
				.contains("HookParameterTests.WrongType.gone(Integer) of bean")
				.containsPattern("metadata \"room\" of .*: java.lang.String \\(expected: a value of java.lang.Integer");
		});
	}

	/** All hooks of the peer have run when this returns what they have written. */
	private static Iterable<String> lifeOfAPeer(ApplicationContext context) {
		HookedNode.dial(context, Peer::disconnect);
		return context.getBean(Journal.class).entries();
	}

	record NodePeerAndReason(Journal journal, Node here) {

		@OnPeerDisconnected
		void gone(DisconnectReason reason, Peer peer, Node node) {
			this.journal.add((node == this.here) + " " + (peer.node() == node) + " " + reason);
		}

	}

	static class Room {

		@OnPeerDialed
		void enter(Peer peer) {
			peer.set("room", "lobby");
			peer.set("seat", 7);
		}

	}

	record Metadata(Journal journal) {

		@OnPeerInit
		void init(@PeerMetadata("room") String room, @PeerMetadata("room") Optional<String> perhaps,
				@PeerMetadata("seat") int seat, Peer peer, @PeerMetadata("seat") Number number) {
			this.journal.add("init " + room + " " + perhaps + " " + seat + " " + number);
		}

		@OnPeerDisconnected
		void gone(@PeerMetadata("seat") int seat, @PeerMetadata("room") String room, DisconnectReason reason) {
			this.journal.add("gone " + seat + " " + room + " " + reason);
		}

	}

	record Missing(Journal journal) {

		@OnPeerInit
		void init(@PeerMetadata("room") Optional<String> room, @PeerMetadata("seat") @Nullable Integer seat) {
			this.journal.add("init " + room + " " + seat);
		}

		@OnPeerDisconnected
		void gone(@PeerMetadata("room") Optional<String> room, @PeerMetadata("seat") @Nullable Integer seat) {
			this.journal.add("gone " + room + " " + seat);
		}

	}

	@NullUnmarked
	record MissingUnmarked(Journal journal) {

		@OnPeerInit
		void init(@PeerMetadata("room") String room) {
			this.journal.add("init " + room);
		}

		@OnPeerDisconnected
		void gone(@PeerMetadata("room") String room) {
			this.journal.add("gone " + room);
		}

	}

	static class Primitive {

		@OnPeerInit
		void init(@PeerMetadata("count") int count) {
			throw new AssertionError("has no count");
		}

		@OnPeerDisconnected
		void gone(Peer peer, @PeerMetadata("count") int count) {
			throw new AssertionError("has no count");
		}

	}

	static class NeverNull {

		@OnPeerInit
		void init(@PeerMetadata("nick") String nick) {
			throw new AssertionError("has no nick");
		}

		@OnPeerDisconnected
		void gone(@PeerMetadata("nick") String nick, DisconnectReason reason) {
			throw new AssertionError("has no nick");
		}

	}

	static class WrongType {

		@OnPeerInit
		void init(@PeerMetadata("room") Optional<Integer> room) {
			throw new AssertionError("has no such room");
		}

		@OnPeerDisconnected
		void gone(@PeerMetadata("room") Integer room) {
			throw new AssertionError("has no such room");
		}

	}

}
