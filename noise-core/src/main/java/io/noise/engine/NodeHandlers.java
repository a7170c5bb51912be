package io.noise.engine;

import io.noise.message.HandlerTable;

/**
 * The handlers of a node.
 *
 * @param messages those of messages
 * @param requests those of requests
 */
record NodeHandlers(HandlerTable messages, RequestHandlers requests) {

	NodeHandlers() {
		this(new HandlerTable(), new RequestHandlers());
	}

}
