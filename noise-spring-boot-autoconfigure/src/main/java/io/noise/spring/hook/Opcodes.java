package io.noise.spring.hook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.noise.Messages;
import io.noise.Node;
import io.noise.NoiseException;
import io.noise.session.Session;
import io.noise.spring.node.OptionalOperations;

/**
 * Registers the types of message methods, each at the opcode that a method demands for
 * it, else at the next free one, and then those of their replies. Remembers each demand,
 * to explain conflicts.
 */
final class Opcodes {

	private static final int HIGHEST = 255;

	private final Map<Class<?>, MessageMethod> demanding = new HashMap<>();

	/**
	 * Registers the types of methods, first those for which an opcode is demanded.
	 * @throws OpcodeException if that cannot be done
	 */
	void register(Node node, List<MessageMethod> methods) {
		Messages messages = node.messages();
		if (messages == null || messages.types() == null) {
			return; // a mock
		}
		methods.stream().filter((method) -> method.opcode() != 0).forEach((method) -> demand(messages, method));
		List<MessageMethod> open = methods.stream()
			.filter((method) -> !messages.types().containsValue(method.type()))
			.toList();
		if (!open.isEmpty()) {
			OptionalOperations.session(node).ifPresent((session) -> expectNames(session, open));
		}
		open.forEach((method) -> add(method, () -> messages.register(method.type())));
		if (OptionalOperations.answersRequests(node)) {
			methods.forEach((method) -> method.reply().message().ifPresent((type) -> addReply(messages, method, type)));
		}
	}

	/** Refuses types without opcodes where only their numbers are known to both ends. */
	private static void expectNames(Session session, List<MessageMethod> open) {
		if (!session.namesTypes()) {
			throw OpcodeException.missing(session.name(), open);
		}
	}

	private void demand(Messages messages, MessageMethod method) {
		if (method.opcode() < 1 || method.opcode() > HIGHEST) {
			throw OpcodeException.outOfRange(method);
		}
		Optional<Integer> present = opcodeOf(method.type(), messages);
		if (present.isEmpty()) {
			claim(messages, method);
		}
		else if (present.get() != method.opcode()) {
			throw OpcodeException.twoOpcodes(method, present.get(), origin(method.type()));
		}
		this.demanding.putIfAbsent(method.type(), method);
	}

	private void claim(Messages messages, MessageMethod method) {
		if (method.opcode() <= messages.reservedOpcodes()) {
			throw OpcodeException.reserved(method, messages.reservedOpcodes());
		}
		Class<?> other = messages.types().get(method.opcode());
		if (other != null) {
			throw OpcodeException.twoTypes(method, other, origin(other));
		}
		add(method, () -> messages.register(method.opcode(), method.type()));
	}

	private static void add(MessageMethod method, Runnable registration) {
		try {
			registration.run();
		}
		catch (NoiseException ex) {
			throw OpcodeException.unusableType(method, ex);
		}
	}

	private static void addReply(Messages messages, MessageMethod method, Class<?> type) {
		if (messages.types().containsValue(type)) {
			return;
		}
		try {
			messages.register(type);
		}
		catch (NoiseException ex) {
			throw OpcodeException.unusableReply(method, type, ex);
		}
	}

	private static Optional<Integer> opcodeOf(Class<?> type, Messages messages) {
		return messages.types()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == type)
			.map(Map.Entry::getKey)
			.findFirst();
	}

	private Optional<MessageMethod> origin(Class<?> type) {
		return Optional.ofNullable(this.demanding.get(type));
	}

}
