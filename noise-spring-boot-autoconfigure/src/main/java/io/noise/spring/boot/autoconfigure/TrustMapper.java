package io.noise.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.noise.identity.AllowList;
import io.noise.identity.NodeId;
import io.noise.identity.Trust;
import io.noise.spring.boot.autoconfigure.NoiseProperties.Trust.Mode;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Maps {@code noise.trust.*} to {@link Trust}. Refuses properties that contradict each
 * other or another source of trust, since the node would trust others than was meant.
 */
final class TrustMapper {

	static final String MODE = "noise.trust.mode";

	private static final String PEERS = "noise.trust.peers";

	private static final String KNOWN_PEERS = "noise.trust.known-peers";

	private TrustMapper() {
	}

	/**
	 * Makes the trust. The switch has no default, so a mode that is added does not
	 * compile without a trust of its own.
	 * @param list that of {@link #allowList}
	 */
	static Trust trust(NoiseProperties.Trust given, AllowList list) {
		check(given);
		return switch (given.effectiveMode()) {
			case ALLOW_LIST -> list;
			case TOFU -> firstUse(given);
			case OPEN -> Trust.open();
		};
	}

	/**
	 * Makes the list of mode {@code allow-list}; in other modes a list whose methods
	 * throw.
	 */
	static AllowList allowList(NoiseProperties.Trust given) {
		check(given);
		return switch (given.effectiveMode()) {
			case ALLOW_LIST -> list((given.peers() != null) ? given.peers() : List.of());
			case TOFU, OPEN -> AllowList.unusable(MODE + ": " + name(given.effectiveMode())
					+ ", so there is no list to query or change (expected: noise.trust.mode=allow-list, and the first "
					+ "ids in noise.trust.peers)");
		};
	}

	/**
	 * Refuses the properties beside another source of trust.
	 * @param what the other source, as the start of a sentence
	 * @throws InvalidConfigurationPropertyValueException if any property is set
	 */
	static void expectUnset(NoiseProperties.Trust given, String what) {
		property(given).ifPresent((name) -> {
			throw new InvalidConfigurationPropertyValueException(name, value(given, name),
					what + " decides which nodes are trusted, without regard to noise.trust.*. Remove one of the two.");
		});
	}

	/**
	 * Finds the first of the properties that is set.
	 * @return its name; empty if none is set
	 */
	static Optional<String> property(NoiseProperties.Trust given) {
		if (given.mode() != null) {
			return Optional.of(MODE);
		}
		if (given.peers() != null) {
			return Optional.of(PEERS);
		}
		return (given.knownPeers() != null) ? Optional.of(KNOWN_PEERS) : Optional.empty();
	}

	private static Object value(NoiseProperties.Trust given, String property) {
		return String.valueOf(switch (property) {
			case MODE -> given.mode();
			case PEERS -> given.peers();
			default -> given.knownPeers();
		});
	}

	private static AllowList list(List<String> peers) {
		List<NodeId> ids = new ArrayList<>();
		for (int i = 0; i < peers.size(); i++) {
			ids.add(ValueMapper.map(PEERS + "[" + i + "]", peers.get(i), NodeId::parse));
		}
		return Trust.allowList(ids);
	}

	private static Trust firstUse(NoiseProperties.Trust given) {
		return (given.knownPeers() != null) ? Trust.firstUse(FileLocation.file(KNOWN_PEERS, given.knownPeers()))
				: Trust.firstUse();
	}

	private static void check(NoiseProperties.Trust given) {
		Mode mode = given.effectiveMode();
		boolean listed = given.peers() != null && !given.peers().isEmpty();
		if (mode == Mode.ALLOW_LIST && !listed) {
			throw new InvalidConfigurationPropertyValueException((given.mode() != null) ? MODE : PEERS,
					(given.mode() != null) ? name(mode) : "",
					"The list is empty. Set " + PEERS + " to the ids of the trusted nodes. To trust every node, set "
							+ "noise.trust.mode to open.");
		}
		if (mode != Mode.ALLOW_LIST && listed) {
			throw new InvalidConfigurationPropertyValueException(PEERS, given.peers(),
					"A list has no effect in mode " + mode + ". Remove it, or set noise.trust.mode to allow-list.");
		}
		if (given.knownPeers() != null && (mode != Mode.TOFU || given.knownPeers().isBlank())) {
			throw new InvalidConfigurationPropertyValueException(KNOWN_PEERS, given.knownPeers(),
					(mode != Mode.TOFU)
							? "It has no effect in mode " + mode + ". Remove it, or set noise.trust.mode to tofu."
							: "It is empty. Name a file, or remove it to forget the peers when the application ends.");
		}
	}

	private static String name(Mode mode) {
		return switch (mode) {
			case ALLOW_LIST -> "allow-list";
			case TOFU -> "tofu";
			case OPEN -> "open";
		};
	}

}
