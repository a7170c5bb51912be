package io.noise.spring.hook;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.annotation.PeerMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * The parameters of a message method. One of them is the message: the one that is nothing
 * else.
 *
 * @param messageType the type of the message
 * @param arguments what each parameter gets
 */
record MessageParameters(Class<?> messageType, List<MessageArgument> arguments) {

	/**
	 * Reads the parameters of a method.
	 * @param bound the method, as it is named in messages
	 * @param type the class of its bean
	 * @param method the method
	 * @throws InvalidHookException if not exactly one of them is the message
	 */
	static MessageParameters of(BoundMethod bound, Class<?> type, Method method) {
		List<MessageArgument> arguments = new ArrayList<>();
		List<Class<?>> messages = new ArrayList<>();
		for (MethodParameter parameter : new AnnotatedMethod(method).getMethodParameters()) {
			ResolvableType asked = ResolvableType.forMethodParameter(method, parameter.getParameterIndex(), type);
			MessageArgument argument = argument(parameter, asked);
			arguments.add(argument);
			if (argument == MessageArgument.MESSAGE) {
				messages.add(asked.toClass());
			}
		}
		if (messages.size() != 1) {
			throw InvalidHookException.messageParameters(bound, messages);
		}
		return new MessageParameters(messages.get(0), List.copyOf(arguments));
	}

	private static MessageArgument argument(MethodParameter parameter, ResolvableType type) {
		MergedAnnotation<PeerMetadata> metadata = MergedAnnotations.from(parameter.getParameterAnnotations())
			.get(PeerMetadata.class);
		if (metadata.isPresent()) {
			return MetadataArgument.of(metadata.getString(MergedAnnotation.VALUE), parameter, type);
		}
		if (type.toClass() == Node.class) {
			return MessageArgument.NODE;
		}
		return (type.toClass() == Peer.class) ? MessageArgument.PEER : MessageArgument.MESSAGE;
	}

	/**
	 * The arguments for one message.
	 */
	@Nullable Object[] arguments(Peer peer, Object message) {
		@Nullable Object[] values = new @Nullable Object[this.arguments.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments.get(i).of(peer, message);
		}
		return values;
	}

}
