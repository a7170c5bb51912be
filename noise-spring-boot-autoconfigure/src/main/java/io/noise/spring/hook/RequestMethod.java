package io.noise.spring.hook;

import io.noise.Peer;
import io.noise.RequestHandler;
import org.jspecify.annotations.Nullable;

/**
 * A message method as the handler for requests. Logs show it by the name of the method.
 */
final class RequestMethod implements RequestHandler<Object> {

	private final MessageMethod method;

	RequestMethod(MessageMethod method) {
		this.method = method;
	}

	@Override
	public @Nullable Object handle(Peer peer, Object request) throws Exception {
		return this.method.reply(peer, request);
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
