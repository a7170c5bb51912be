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
import java.util.stream.Stream;

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
 * methods may ask for beside what all may.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions and lists do not change
enum HookKind {

	CONNECTED(OnPeerConnected.class, Node::onPeerConnected),

	DIALED(OnPeerDialed.class, Node::onPeerDialed),

	INIT(OnPeerInit.class, Node::onPeerInit),

	DISCONNECTED(OnPeerDisconnected.class, Node::onPeerDisconnected, ArgumentResolver.REASON);

	private static final List<Class<? extends Annotation>> ANNOTATIONS = Arrays.stream(values())
		.<Class<? extends Annotation>>map(HookKind::annotation)
		.toList();

	private final Class<? extends Annotation> annotation;

	private final BiFunction<Node, PeerCallback, Registration> registration;

	private final List<ArgumentResolver> resolvers;

	HookKind(Class<? extends Annotation> annotation, BiFunction<Node, PeerCallback, Registration> registration,
			ArgumentResolver... more) {
		this.annotation = annotation;
		this.registration = registration;
		this.resolvers = Stream.concat(ArgumentResolver.COMMON.stream(), Arrays.stream(more)).toList();
	}

	/**
	 * The kinds with which an element is annotated: directly, by an annotation that
	 * carries the annotation of the kind, or by a method or class that it overrides or
	 * extends.
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

	/**
	 * The argument for a parameter of its methods.
	 * @return empty if they cannot have such a parameter
	 */
	Optional<Argument> argument(HookParameter parameter) {
		return ArgumentResolver.resolve(this.resolvers, parameter);
	}

	/**
	 * The parameters that its methods may have, as users know them.
	 */
	String parameterNames() {
		return this.resolvers.stream().map(ArgumentResolver::name).collect(Collectors.joining(", "));
	}

	/**
	 * The annotation, as users write it.
	 */
	@Override
	public String toString() {
		return "@" + this.annotation.getSimpleName();
	}

}
