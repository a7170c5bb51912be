package io.noise.spring.hook;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.noise.NoiseException;

import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Reports a message method whose type cannot have its opcode. Ends the start of the
 * application with an explanation.
 */
final class OpcodeException extends FailureAnalyzedException {

	private static final long serialVersionUID = 1L;

	private OpcodeException(String description, String action) {
		super(description, action);
	}

	private OpcodeException(String description, String action, Throwable cause) {
		super(description, action, cause);
	}

	static OpcodeException missing(String session, List<MessageMethod> methods) {
		String missing = methods.stream()
			.map((method) -> "\n    " + method.type().getName() + " of " + method)
			.collect(Collectors.joining());
		return new OpcodeException("Types of messages have no opcode. On a session of kind " + session
				+ " both ends know a type by its number alone, so numbers are not chosen automatically:" + missing,
				"Add the opcode that the other side has for it (1 to 255), as in @OnMessage(opcode = 16), or register "
						+ "the type in a MessagesCustomizer bean.");
	}

	static OpcodeException outOfRange(MessageMethod method) {
		return new OpcodeException(
				"The opcode of " + method + " is " + method.opcode() + ". Opcodes go from 1 to 255; 0 stands for any.",
				"Correct the opcode of '" + method.toLongString() + "'.");
	}

	static OpcodeException reserved(MessageMethod method, int reserved) {
		return new OpcodeException(
				"The opcode " + method.opcode() + " of " + method + " is reserved: the session keeps the opcodes 1 to "
						+ reserved + " for its handshake.",
				"Choose another opcode, " + (reserved + 1) + " to 255, the one that the other side has for it.");
	}

	static OpcodeException twoTypes(MessageMethod method, Class<?> other, Optional<MessageMethod> otherMethod) {
		return new OpcodeException("The opcode " + method.opcode() + " is requested for two types of messages: for "
				+ method.type().getName() + " by " + method + ", and for " + other.getName() + origin(otherMethod)
				+ ".", "Choose another opcode, 1 to 255, for one of them.");
	}

	static OpcodeException twoOpcodes(MessageMethod method, int other, Optional<MessageMethod> otherMethod) {
		return new OpcodeException(
				"Two opcodes are requested for messages of the type " + method.type().getName() + ": " + method.opcode()
						+ " by " + method + ", and " + other + origin(otherMethod) + ".",
				"Choose one of them. One declaration is sufficient: methods without an opcode use it.");
	}

	static OpcodeException unusableType(MessageMethod method, NoiseException cause) {
		return new OpcodeException(
				"The method " + method + " cannot have messages of the type " + method.type().getName() + ": "
						+ cause.getMessage(),
				"Let the message be a record or a sealed interface of records, or register its type with a "
						+ "MessageCodec in a MessagesCustomizer bean. Besides the message, '" + method.toLongString()
						+ "' may have Node, Peer and @PeerMetadata parameters.",
				cause);
	}

	static OpcodeException unusableReply(MessageMethod method, Class<?> reply, NoiseException cause) {
		return new OpcodeException(
				"The method " + method + " cannot reply with messages of the type " + reply.getName() + ": "
						+ cause.getMessage(),
				"Let '" + method.toLongString()
						+ "' return nothing, or a record or a sealed interface of records, also "
						+ "inside Optional, CompletionStage or a reactive type of at most one value, such as Mono. Or "
						+ "register its type with a MessageCodec in a MessagesCustomizer bean.",
				cause);
	}

	private static String origin(Optional<MessageMethod> method) {
		return method.map((found) -> " by " + found).orElse(", which was registered before");
	}

}
