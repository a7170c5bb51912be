package io.noise.message;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

import io.noise.TypeDifferences;
import io.noise.session.channel.Printable;
import io.noise.session.channel.TypeEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The message types of the other side of a connection, and how they match those of this
 * node. In sessions that exchange names, a type matches by opcode if both sides chose
 * that explicitly, and else by name; each side reads by the table of the sender. In other
 * sessions, types match by opcode.
 */
public final class RemoteTypes {

	private static final Logger logger = LoggerFactory.getLogger(RemoteTypes.class);

	private static final int MAX_LOGGED = 64;

	private static final @Nullable MessageType<?>[] NONE = new MessageType<?>[0];

	private final MessageRegistry messages;

	private final boolean named;

	/** The other side's types by its opcodes; never changed, but replaced. */
	private volatile Map<Integer, TypeEntry> announced = Map.of();

	/** The other side's opcodes by the names of the types. */
	private volatile Map<String, Integer> names = Map.of();

	/** Created with the first forms that the other side tells. */
	private volatile @Nullable RemoteForms forms;

	/**
	 * The types of this node by the other side's opcodes, as far as they were looked up;
	 * as long as that needs. Used on the event loop only.
	 */
	private @Nullable MessageType<?>[] matched = NONE;

	private int matchedVersion;

	public RemoteTypes(MessageRegistry messages, boolean named) {
		this.messages = messages;
		this.named = named;
	}

	/**
	 * Whether the session exchanges the names of types: this library's own wire format
	 * does, that of Go noise does not.
	 */
	public boolean areNamed() {
		return this.named;
	}

	// --- on the event loop

	/**
	 * Adds types that the other side has announced.
	 */
	public void add(List<TypeEntry> added) {
		Map<Integer, TypeEntry> all = new HashMap<>(this.announced);
		added.forEach((entry) -> all.put(entry.opcode(), entry));
		this.announced = Map.copyOf(all);
		Map<String, Integer> byName = new HashMap<>();
		all.values().forEach((entry) -> byName.put(entry.name(), entry.opcode()));
		this.names = Map.copyOf(byName);
		RemoteForms present = this.forms;
		if (present != null) {
			present.typesAdded(this.messages.highestOpcode());
		}
		this.matched = NONE;
		added.forEach(this::warnOfOtherName);
	}

	/**
	 * Adds forms of types that the other side has told.
	 * @throws io.noise.payload.PayloadException if they are malformed or exceed a bound
	 */
	public void addForms(byte[] told) {
		RemoteForms present = this.forms;
		if (present == null) {
			present = new RemoteForms(this.messages.told(), this::sameNamed);
		}
		present.add(told, this.messages.highestOpcode());
		this.forms = present;
	}

	/**
	 * Writes the forms of this node's types, for the other side.
	 * @param types the types
	 * @param maxBytes the most bytes
	 * @return the bytes; none if not even the number of forms fits
	 */
	public byte[] ownForms(List<TypeEntry> types, int maxBytes) {
		return this.messages.forms(types, maxBytes);
	}

	private void warnOfOtherName(TypeEntry entry) {
		MessageType<?> own = this.messages.byOpcode(entry.opcode());
		if (own != null && own.explicit() && entry.explicit() && !own.name().equals(entry.name())
				&& this.messages.warnOnce(entry.opcode())) {
			logger.warn(
					"opcode {} is {} here and \"{}\" at a peer: they are treated as the same type. "
							+ "If they are, give both the same @MessageName; if not, change the opcode of one",
					entry.opcode(), own.type().getName(), printable(entry.name()));
		}
	}

	private static String printable(String name) {
		return Printable.cut(name, MAX_LOGGED);
	}

	/**
	 * Returns this node's type for an opcode of the other side, null if there is none.
	 */
	public @Nullable MessageType<?> byOpcode(int opcode) {
		if (!this.named) {
			return this.messages.byOpcode(opcode);
		}
		int version = this.messages.version();
		if (version != this.matchedVersion) {
			this.matched = NONE;
			this.matchedVersion = version;
		}
		MessageType<?> type = (opcode < this.matched.length) ? this.matched[opcode] : null;
		return (type != null) ? type : remember(opcode, match(opcode));
	}

	private @Nullable MessageType<?> remember(int opcode, @Nullable MessageType<?> type) {
		if (type != null) {
			if (opcode >= this.matched.length) {
				this.matched = Arrays.copyOf(this.matched, opcode + 1);
			}
			this.matched[opcode] = type;
		}
		return type;
	}

	private @Nullable MessageType<?> match(int opcode) {
		TypeEntry entry = this.announced.get(opcode);
		return (entry != null) ? own(entry) : null;
	}

	private @Nullable MessageType<?> own(TypeEntry entry) {
		MessageType<?> numbered = entry.explicit() ? this.messages.byOpcode(entry.opcode()) : null;
		return (numbered != null && numbered.explicit()) ? numbered : this.messages.byName(entry.name());
	}

	/**
	 * Formats an opcode of the other side for messages, with the other side's name for
	 * it.
	 */
	public String describe(int opcode) {
		TypeEntry entry = this.announced.get(opcode);
		return (entry != null) ? opcode + " " + printable(entry.name()) : String.valueOf(opcode);
	}

	/**
	 * Returns the version of this node's types, which increases with every type.
	 */
	public int ownVersion() {
		return this.messages.version();
	}

	/**
	 * Returns this node's types, as they are announced to the other side.
	 */
	public List<TypeEntry> own() {
		return this.messages.all().stream().map(MessageType::entry).toList();
	}

	/**
	 * Whether the session reserves an opcode.
	 */
	public boolean isReserved(int opcode) {
		return opcode >= 1 && opcode <= this.messages.reservedOpcodes();
	}

	/**
	 * Formats this node's types for messages.
	 */
	public String known() {
		return this.messages.toString();
	}

	// --- from any thread

	/**
	 * Decodes a received message. Without names, malformed text is replaced, as the Go
	 * original does, which does not look at text.
	 * @throws DisconnectException if it cannot be decoded, which ends the connection
	 */
	public Object decode(ReceivedMessage received) {
		return received.decode(!this.named);
	}

	/**
	 * Whether the other side knows a type of this node.
	 */
	public boolean understands(MessageType<?> type) {
		return !this.named || opcodeOf(type) >= 0;
	}

	private int opcodeOf(MessageType<?> type) {
		TypeEntry numbered = type.explicit() ? this.announced.get(type.opcode()) : null;
		return (numbered != null && numbered.explicit()) ? type.opcode() : this.names.getOrDefault(type.name(), -1);
	}

	/**
	 * Returns the other side's opcode of a type if it also has the same name. Types of
	 * other names, which the applications made one by its number, are not compared.
	 */
	private int sameNamed(MessageType<?> type) {
		int opcode = opcodeOf(type);
		TypeEntry entry = this.announced.get(opcode);
		return (entry != null && entry.name().equals(type.name())) ? opcode : -1;
	}

	/**
	 * Returns the bytes of a message as the other side reads them.
	 * @param maxBytes the most bytes that it takes
	 * @throws io.noise.NotSentException if the other side's type of the same name has no
	 * place for something in the message
	 */
	public byte[] encode(EncodedMessage message, int maxBytes) {
		RemoteForms present = this.forms;
		return message.bytesFor((present != null) ? present.of(message.type()) : TypeMatch.SAME, maxBytes);
	}

	/**
	 * Returns the types that only one side knows, and those that differ.
	 */
	public TypeDifferences differences() {
		Set<String> onlyHere = new TreeSet<>();
		Set<String> onlyThere = new TreeSet<>();
		if (this.named) {
			this.messages.all()
				.stream()
				.filter((type) -> !understands(type))
				.forEach((type) -> onlyHere.add(type.name()));
			this.announced.values()
				.stream()
				.filter((entry) -> own(entry) == null)
				.forEach((entry) -> onlyThere.add(printable(entry.name())));
		}
		return new TypeDifferences(onlyHere, onlyThere, changes());
	}

	/**
	 * Returns the types that differ between the two sides.
	 * @return the differences in words, by this node's names of the types
	 */
	public SortedMap<String, String> changes() {
		RemoteForms present = this.forms;
		return (present != null) ? present.differences(this.messages.all()) : Collections.emptySortedMap();
	}

}
