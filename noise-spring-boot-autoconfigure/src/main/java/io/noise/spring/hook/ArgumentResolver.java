package io.noise.spring.hook;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.Peer;

/**
 * Recognizes one sort of parameter, and gives it its argument.
 *
 * @param name the sort, as users know it
 * @param resolution tells the argument; empty for a parameter of another sort
 */
record ArgumentResolver(String name, Function<HookParameter, Optional<Argument>> resolution) {

	private static final ArgumentResolver METADATA = new ArgumentResolver("@PeerMetadata", MetadataArgument::of);

	private static final ArgumentResolver NODE = ofType(Node.class, HookCall::node);

	private static final ArgumentResolver PEER = ofType(Peer.class, HookCall::peer);

	/**
	 * The sorts that every hook and message method may ask for. The first that recognizes
	 * a parameter decides.
	 */
	static final List<ArgumentResolver> COMMON = List.of(METADATA, NODE, PEER);

	/** Recognizes the reason, which only hooks of peers that are gone may ask for. */
	static final ArgumentResolver REASON = ofType(DisconnectReason.class,
			(call) -> call.peer().disconnectReason().orElseThrow());

	private static ArgumentResolver ofType(Class<?> type, Argument argument) {
		return new ArgumentResolver(type.getSimpleName(),
				(parameter) -> (parameter.typeClass() == type) ? Optional.of(argument) : Optional.empty());
	}

	/**
	 * Finds the argument of a parameter.
	 * @param resolvers the resolvers of its method
	 * @return the argument; empty if no resolver recognizes the parameter
	 */
	static Optional<Argument> resolve(List<ArgumentResolver> resolvers, HookParameter parameter) {
		return resolvers.stream().flatMap((resolver) -> resolver.resolution().apply(parameter).stream()).findFirst();
	}

}
