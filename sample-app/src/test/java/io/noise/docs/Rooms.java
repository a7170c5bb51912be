package io.noise.docs;

import java.util.Optional;

import io.noise.Peer;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.OnPeerInit;
import io.noise.spring.annotation.PeerMetadata;
import io.noise.spring.event.PeerDisconnectedEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The bean of {@code docs/messages.md}; {@code SpringMessageExamplesTests} runs it.
 */
// tag::bean[]
@Component
class Rooms {

	@OnPeerInit
	void enter(Peer peer) {
		peer.set("room", "lobby");
	}

	@OnMessage(opcode = 16)
	void chat(Chat chat, Peer peer, @PeerMetadata("room") String room, @PeerMetadata("nick") Optional<String> nick) {
		System.out.println(nick.orElse(peer.id()) + " in " + room + ": " + chat.text());
	}

	@EventListener
	void disconnected(PeerDisconnectedEvent event) {
		System.out.println(event.peer().id() + " has disconnected: " + event.reason());
	}

}
// end::bean[]
