package io.noise.benchmarks.peer;

import java.util.List;

/**
 * All contenders, in the order of tables.
 */
public final class Contenders {

	private static final List<Contender> all = List.of(NettyContender.plain(), NettyContender.tlsOfTheJdk(),
			NettyContender.tlsOfOpenSsl(), new GrpcContender(), new RSocketContender(), new JeroMqContender(),
			new SpringIntegrationContender(), NoiseContender.plain(), NoiseContender.secure(),
			NoiseSpringContender.plain(), NoiseSpringContender.secure());

	private Contenders() {
	}

	/**
	 * Returns all contenders.
	 * @return the contenders, bare Netty first
	 */
	public static List<Contender> all() {
		return all;
	}

	/**
	 * Returns a contender.
	 * @param name its name
	 * @return the contender
	 */
	public static Contender named(String name) {
		return all.stream()
			.filter((contender) -> contender.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"peer: " + name + " (expected: one of " + all.stream().map(Contender::name).toList() + ")"));
	}

}
