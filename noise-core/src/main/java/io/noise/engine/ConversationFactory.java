package io.noise.engine;

import io.noise.concurrent.Dependents;
import io.noise.message.MessageRegistry;

/**
 * Makes the conversations of a node's connections.
 */
final class ConversationFactory {

	private final MessageRegistry registry;

	private final NodeHandlers handlers;

	private final ConversationSettings settings;

	private final NodeReports reports;

	private final Dependents dependents;

	ConversationFactory(MessageRegistry registry, NodeHandlers handlers, ConversationSettings settings,
			NodeReports reports, Dependents dependents) {
		this.registry = registry;
		this.handlers = handlers;
		this.settings = settings;
		this.reports = reports;
		this.dependents = dependents;
	}

	Conversation begin(ConversationCarrier carrier) {
		return new Conversation(carrier, this.registry, this.handlers, this.settings, this.reports, this.dependents);
	}

}
