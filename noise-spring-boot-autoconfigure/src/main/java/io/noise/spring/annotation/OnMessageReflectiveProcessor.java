package io.noise.spring.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import io.noise.Node;
import io.noise.Peer;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.SimpleReflectiveProcessor;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Registers {@link OnMessage} methods, their messages and their replies for reflection in
 * native images: records with the types of their components, and sealed interfaces with
 * their permitted types.
 */
final class OnMessageReflectiveProcessor extends SimpleReflectiveProcessor {

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	protected void registerMethodHint(ReflectionHints hints, Method method) {
		super.registerMethodHint(hints, method);
		Set<Class<?>> types = new HashSet<>();
		Arrays.stream(method.getParameters())
			.filter(OnMessageReflectiveProcessor::isMessage)
			.forEach((parameter) -> collect(ResolvableType.forType(parameter.getParameterizedType()), types));
		collect(ResolvableType.forMethodReturnType(method), types);
		types.forEach((type) -> this.binding.registerReflectionHints(hints, type));
	}

	private static boolean isMessage(Parameter parameter) {
		return parameter.getType() != Node.class && parameter.getType() != Peer.class
				&& !AnnotatedElementUtils.isAnnotated(parameter, PeerMetadata.class);
	}

	private static void collect(ResolvableType type, Set<Class<?>> types) {
		for (ResolvableType generic : type.getGenerics()) {
			collect(generic, types);
		}
		Class<?> found = type.toClass();
		if (found.isSealed() && types.add(found)) {
			for (Class<?> permitted : found.getPermittedSubclasses()) {
				collect(ResolvableType.forClass(permitted), types);
			}
		}
		if (found.isRecord() && types.add(found)) {
			for (RecordComponent component : found.getRecordComponents()) {
				collect(ResolvableType.forType(component.getGenericType(), type), types);
			}
		}
	}

}
