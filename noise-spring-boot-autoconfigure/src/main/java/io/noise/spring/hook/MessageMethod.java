package io.noise.spring.hook;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.noise.MessageHandler;
import io.noise.Node;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.Registration;
import io.noise.spring.node.OptionalOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * A message handler that is a method of a bean. One that returns something is also the
 * handler for requests of its type.
 */
final class MessageMethod implements BeanHook, MessageHandler<Object> {

	private static final Logger logger = LoggerFactory.getLogger(MessageMethod.class);

	private final BoundMethod method;

	private final Class<?> type;

	private final ArgumentList arguments;

	private final int opcode;

	private final DeclaredReply reply;

	private final UnaskedReplies unasked = new UnaskedReplies(this, System::nanoTime);

	private MessageMethod(BoundMethod method, Class<?> type, ArgumentList arguments, int opcode, DeclaredReply reply) {
		this.method = method;
		this.type = type;
		this.arguments = arguments;
		this.opcode = opcode;
		this.reply = reply;
	}

	/**
	 * Makes a handler of a method. Its message is the one parameter that no resolver
	 * recognizes.
	 * @param opcode the opcode that the method demands for its messages, or 0
	 * @throws InvalidHookException if not exactly one of its parameters is the message,
	 * or it returns what cannot be a reply
	 */
	static MessageMethod of(ConfigurableListableBeanFactory beans, BeanType bean, Method method, int opcode) {
		DeclaredReply reply = DeclaredReply.of(bean.name(), method, bean.type());
		List<Class<?>> messages = new ArrayList<>();
		ArgumentList arguments = ArgumentList.of(HookParameter.of(method, bean.type()),
				(parameter) -> ArgumentResolver.resolve(ArgumentResolver.COMMON, parameter).orElseGet(() -> {
					messages.add(parameter.typeClass());
					return HookCall::message;
				}));
		if (messages.size() != 1) {
			throw InvalidHookException.messageParameters(bean.name(), new BeanMethod(method), messages);
		}
		return new MessageMethod(new BoundMethod(beans, bean, method), messages.get(0), arguments, opcode, reply);
	}

	/**
	 * The type of the messages that it handles.
	 */
	Class<?> type() {
		return this.type;
	}

	/**
	 * The opcode that it demands for them, 0 if any will do.
	 */
	int opcode() {
		return this.opcode;
	}

	/**
	 * The reply that it declares.
	 */
	DeclaredReply reply() {
		return this.reply;
	}

	/** Handles a message that is no request. */
	@Override
	public void handle(Peer peer, Object message) throws Exception {
		Object returned = reply(peer, message);
		if (returned != null) {
			this.unasked.drop(peer, returned);
		}
	}

	/**
	 * Calls the method.
	 * @return the reply or a stage of it, null for the empty reply
	 */
	@Nullable Object reply(Peer peer, Object message) throws Exception {
		return ReturnedValue.convert(this.method.call(this.arguments.values(new HookCall(peer.node(), peer, message))));
	}

	@Override
	public String signature() {
		return this.method.signature();
	}

	@Override
	public void verify() {
		this.method.verify();
	}

	/**
	 * Registers the handler. Its type must be registered by now.
	 * @throws InvalidHookException if the node has another handler for its requests
	 */
	@Override
	public Registration register(Node node) {
		if (!this.reply.isExpected()) {
			return node.onMessage(this.type, this);
		}
		if (!OptionalOperations.answersRequests(node)) {
			logger.warn("{} returns a value, which is ignored: messages on a session of kind {} have no replies, and "
					+ "requests are not answered", this, node.session());
			return node.onMessage(this.type, this);
		}
		Registration requests = answer(node);
		Registration messages = node.onMessage(this.type, this);
		return () -> {
			requests.close();
			if (messages != null) { // that of a mock is null
				messages.close();
			}
		};
	}

	private Registration answer(Node node) {
		try {
			return OptionalOperations.onRequest(node, this.type, new RequestMethod(this));
		}
		catch (NoiseException ex) {
			throw InvalidHookException.twoReplies(this, ex);
		}
	}

	/**
	 * The full name, to find the method in its source.
	 */
	String toLongString() {
		return this.method.toLongString();
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
