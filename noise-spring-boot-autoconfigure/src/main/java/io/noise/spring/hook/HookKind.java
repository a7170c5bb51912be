package io.noise.spring.hook;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import io.noise.Node;
import io.noise.PeerCallback;
import io.noise.Registration;
import io.noise.spring.annotation.OnPeerConnected;
import io.noise.spring.annotation.OnPeerDialed;
import io.noise.spring.annotation.OnPeerDisconnected;
import io.noise.spring.annotation.OnPeerInit;

import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * The kinds of hooks: for each annotation where its hooks are registered, and what their
 * methods may ask for.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions and lists do not change
enum HookKind {

	CONNECTED(OnPeerConnected.class, Node::onPeerConnected, HookParameter.NODE, HookParameter.PEER),

	DIALED(OnPeerDialed.class, Node::onPeerDialed, HookParameter.NODE, HookParameter.PEER),

	INIT(OnPeerInit.class, Node::onPeerInit, HookParameter.NODE, HookParameter.PEER),

	DISCONNECTED(OnPeerDisconnected.class, Node::onPeerDisconnected, HookParameter.NODE, HookParameter.PEER,
			HookParameter.REASON);

	private static final List<Class<? extends Annotation>> ANNOTATIONS = Arrays.stream(values())
		.<Class<? extends Annotation>>map(HookKind::annotation)
		.toList();

	private final Class<? extends Annotation> annotation;

	private final BiFunction<Node, PeerCallback, Registration> registration;

	private final List<HookParameter> parameters;

	HookKind(Class<? extends Annotation> annotation, BiFunction<Node, PeerCallback, Registration> registration,
			HookParameter... parameters) {
		this.annotation = annotation;
		this.registration = registration;
		this.parameters = List.of(parameters);
	}

	/**
	 * The kinds with which something is annotated: directly, by an annotation that
	 * carries the kind's, or by what it overrides or extends.
	 */
	static Set<HookKind> of(AnnotatedElement element) {
		MergedAnnotations annotations = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY);
		return Arrays.stream(values())
			.filter((kind) -> annotations.isPresent(kind.annotation))
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(HookKind.class)));
	}

	/**
	 * Whether a class might be annotated at all. Cheap.
	 */
	static boolean mayAnnotate(Class<?> type) {
		return AnnotationUtils.isCandidateClass(type, ANNOTATIONS);
	}

	Class<? extends Annotation> annotation() {
		return this.annotation;
	}

	Registration register(Node node, PeerCallback callback) {
		return this.registration.apply(node, callback);
	}

	Optional<HookParameter> parameter(Class<?> type) {
		return this.parameters.stream().filter((parameter) -> parameter.type() == type).findFirst();
	}

	/**
	 * The types that its methods may ask for, as users read them.
	 */
	String parameterTypes() {
		return this.parameters.stream()
			.map((parameter) -> parameter.type().getSimpleName())
			.collect(Collectors.joining(", "));
	}

	/**
	 * The annotation, as users write it.
	 */
	@Override
	public String toString() {
		return "@" + this.annotation.getSimpleName();
	}

}
