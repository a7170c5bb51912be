package io.noise.benchmarks.peer;

import java.util.List;

/**
 * All contenders, in the order of tables.
 */
public final class Contenders {

	private static final List<Contender> ALL = List.of(NettyContender.plain(), NettyContender.tlsOfTheJdk(),
			NettyContender.tlsOfOpenSsl(), new GrpcContender(), new RSocketContender(), new JeroMqContender(),
			new SpringIntegrationContender(), NoiseContender.plain(), NoiseContender.secure(),
			NoiseContender.plainDirect(), NoiseContender.secureDirect(), NoiseSpringContender.plain(),
			NoiseSpringContender.secure());

	private Contenders() {
	}

	/**
	 * Returns all contenders.
	 * @return the contenders, bare Netty first
	 */
	public static List<Contender> all() {
		return ALL;
	}

	/**
	 * Returns a contender.
	 * @param name its name
	 * @return the contender
	 */
	public static Contender named(String name) {
		return ALL.stream()
			.filter((contender) -> contender.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"peer: " + name + " (expected: one of " + ALL.stream().map(Contender::name).toList() + ")"));
	}

}
