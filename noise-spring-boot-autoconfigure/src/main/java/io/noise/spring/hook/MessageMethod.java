package io.noise.spring.hook;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.noise.MessageHandler;
import io.noise.Node;
import io.noise.Peer;
import io.noise.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * A message handler that is a method of a bean.
 */
final class MessageMethod implements BeanHook, MessageHandler<Object> {

	private static final Logger logger = LoggerFactory.getLogger(MessageMethod.class);

	private final BoundMethod method;

	private final Class<?> type;

	private final ArgumentList arguments;

	private final int opcode;

	private final boolean returnsNothing;

	private MessageMethod(BoundMethod method, Class<?> type, ArgumentList arguments, int opcode,
			boolean returnsNothing) {
		this.method = method;
		this.type = type;
		this.arguments = arguments;
		this.opcode = opcode;
		this.returnsNothing = returnsNothing;
	}

	/**
	 * Makes a handler of a method. Its message is the one parameter that no resolver
	 * recognizes.
	 * @param opcode the opcode that the method demands for its messages, or 0
	 * @throws InvalidHookException if not exactly one of its parameters is the message
	 */
	static MessageMethod of(ConfigurableListableBeanFactory beans, BeanType bean, Method method, int opcode) {
		List<Class<?>> messages = new ArrayList<>();
		ArgumentList arguments = ArgumentList.of(HookParameter.of(method, bean.type()),
				(parameter) -> ArgumentResolver.resolve(ArgumentResolver.COMMON, parameter).orElseGet(() -> {
					messages.add(parameter.typeClass());
					return HookCall::message;
				}));
		if (messages.size() != 1) {
			throw InvalidHookException.messageParameters(bean.name(), new BeanMethod(method), messages);
		}
		Class<?> returned = method.getReturnType();
		return new MessageMethod(new BoundMethod(beans, bean, method), messages.get(0), arguments, opcode,
				returned == void.class || returned == Void.class);
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

	@Override
	public void handle(Peer peer, Object message) throws Exception {
		Object returned = this.method.call(this.arguments.values(new HookCall(peer.node(), peer, message)));
		if (returned != null) {
			logger.debug("{} returned a value, which is ignored: {} expects no reply", this, peer);
		}
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
	 */
	@Override
	public Registration register(Node node) {
		if (!this.returnsNothing && node.session() != null) { // that of a mock is null
			logger.warn("{} returns a value, which is ignored: messages on a session of kind {} have no replies", this,
					node.session());
		}
		return node.onMessage(this.type, this);
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
