package io.noise.spring.hook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.noise.Messages;
import io.noise.Node;
import io.noise.NoiseException;

/**
 * Registers the types of message methods, each at the opcode that a method demands for
 * it, else at the next free one. Remembers each demand, to explain conflicts.
 */
final class Opcodes {

	private static final int HIGHEST = 255;

	/** Here a type is known by its number alone, which nobody should get by chance. */
	private static final Set<String> SESSIONS_WITHOUT_NAMES = Set.of("plain", "legacy");

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
		String session = node.session();
		if (!open.isEmpty() && session != null && SESSIONS_WITHOUT_NAMES.contains(session)) {
			throw OpcodeException.missing(session, open);
		}
		open.forEach((method) -> add(method, () -> messages.register(method.type())));
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
