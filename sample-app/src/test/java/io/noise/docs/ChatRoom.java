package io.noise.docs;

import io.noise.Peer;
import io.noise.spring.NoiseOperations;
import io.noise.spring.annotation.OnMessage;

import org.springframework.stereotype.Component;

/**
 * The bean of the README that receives and sends messages;
 * {@code MessageConversationTests} runs it.
 */
// tag::bean[]
@Component
class ChatRoom {

	private final NoiseOperations noise;

	ChatRoom(NoiseOperations noise) {
		this.noise = noise;
	}

	@OnMessage
	void chat(Chat chat, Peer peer) {
		peer.send(new Chat("you said: " + chat.text()));
	}

	void announce(String text) {
		this.noise.broadcast(new Chat(text));
	}

}
// end::bean[]
