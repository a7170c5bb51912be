package io.noise.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;

import io.noise.MessageCodec;
import io.noise.Messages;
import io.noise.NoiseException;
import io.noise.Registration;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.TypeEntry;
import org.jspecify.annotations.Nullable;

/**
 * The message types of a node, by opcode, class and name. Types may be added at any time
 * and by any thread; a type is never removed, so reads need no lock.
 */
public final class MessageRegistry implements Messages {

	private static final int HIGHEST_OPCODE = 255;

	private final Object lock = new Object();

	private final AtomicReferenceArray<@Nullable MessageType<?>> byOpcode = new AtomicReferenceArray<>(
			HIGHEST_OPCODE + 1);

	private final Map<Class<?>, MessageType<?>> byClass = new ConcurrentHashMap<>();

	private final Map<String, MessageType<?>> byName = new ConcurrentHashMap<>();

	private final RecordCodecs records = new RecordCodecs();

	private final ChannelSession session;

	private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

	private final Set<Integer> warned = ConcurrentHashMap.newKeySet();

	private final MessageLengths lengths = new MessageLengths();

	private volatile int highestOpcode;

	private volatile int version;

	private final ToldFormsCache told = new ToldFormsCache();

	private final OwnForms ownForms = new OwnForms();

	/**
	 * Creates an empty registry.
	 * @param session knows which opcodes it reserves, and whether it identifies types by
	 * name, so that names must be unique
	 */
	public MessageRegistry(ChannelSession session) {
		this.session = session;
	}

	/** Returns the lengths of messages. */
	MessageLengths lengths() {
		return this.lengths;
	}

	/**
	 * Adds a listener that is called after each added type, on the thread that added it.
	 * @return closing it removes the listener
	 */
	public Registration onAdded(Runnable listener) {
		this.listeners.add(listener);
		return () -> this.listeners.remove(listener);
	}

	@Override
	public int register(Class<?> type) {
		return addRecord(0, type);
	}

	@Override
	public int register(int opcode, Class<?> type) {
		return addRecord(check(opcode), type);
	}

	@Override
	public <T> int register(int opcode, Class<T> type, MessageCodec<T> codec) {
		check(type);
		return add(check(opcode), type, Objects.requireNonNull(codec, () -> "codec of " + type.getName() + ": null"));
	}

	@Override
	public <T> void component(Class<T> type, MessageCodec<T> codec) {
		this.records.add(type, codec);
	}

	private static int check(int opcode) {
		if (opcode < 1 || opcode > HIGHEST_OPCODE) {
			throw new NoiseException("opcode: " + opcode + " (expected: 1 to " + HIGHEST_OPCODE + ")", null);
		}
		return opcode;
	}

	private static void check(@Nullable Class<?> type) {
		Objects.requireNonNull(type, "message type: null (expected: a class)");
	}

	/**
	 * Looks for the type first, because a registered type with a codec need not be a
	 * record.
	 */
	private <T> int addRecord(int opcode, Class<T> type) {
		check(type);
		MessageType<?> present = this.byClass.get(type);
		return (present != null) ? same(present, opcode) : add(opcode, type, this.records.codec(type));
	}

	private <T> int add(int wanted, Class<T> type, MessageCodec<T> codec) {
		int before = this.version;
		int opcode = addLocked(wanted, type, codec);
		if (this.version != before) {
			this.listeners.forEach(Runnable::run);
		}
		return opcode;
	}

	private <T> int addLocked(int wanted, Class<T> type, MessageCodec<T> codec) {
		synchronized (this.lock) {
			MessageType<?> present = this.byClass.get(type);
			if (present != null) {
				return same(present, wanted);
			}
			int opcode = (wanted != 0) ? wanted : lowestFree(type);
			if (opcode <= reservedOpcodes()) {
				throw reserved(opcode, type);
			}
			MessageType<?> other = this.byOpcode.get(opcode);
			if (other != null) {
				throw new NoiseException("opcode " + opcode + ": wanted for " + type.getName() + ", taken by "
						+ other.type().getName() + " (expected: a free one)", null);
			}
			MessageType<T> entry = new MessageType<>(opcode, wanted != 0, type, codec, MessageType.nameOf(type));
			claimName(entry);
			this.byOpcode.set(opcode, entry);
			this.byClass.put(type, entry);
			this.highestOpcode = Math.max(opcode, this.highestOpcode);
			this.version = this.byClass.size();
			return opcode;
		}
	}

	@Override
	public int reservedOpcodes() {
		return this.session.reservedOpcodes();
	}

	private NoiseException reserved(int opcode, Class<?> type) {
		return new NoiseException("opcode " + opcode + ": wanted for " + type.getName() + ", reserved by the session "
				+ this.session.name() + " (expected: " + (reservedOpcodes() + 1) + " to " + HIGHEST_OPCODE + ")", null);
	}

	private void claimName(MessageType<?> entry) {
		if (!this.session.namesTypes()) {
			return;
		}
		entry.checkName();
		MessageType<?> other = this.byName.putIfAbsent(entry.name(), entry);
		if (other != null) {
			throw new NoiseException("message type " + entry.type().getName() + ": its name " + entry.name()
					+ " is that of " + other.type().getName() + " (expected: a unique @MessageName)", null);
		}
	}

	private static int same(MessageType<?> present, int wanted) {
		if (wanted != 0 && wanted != present.opcode()) {
			throw new NoiseException("message type " + present.type().getName() + ": wanted at opcode " + wanted
					+ ", registered at " + present.opcode() + " (expected: one opcode per type)", null);
		}
		return present.opcode();
	}

	private int lowestFree(Class<?> type) {
		for (int opcode = reservedOpcodes() + 1; opcode <= HIGHEST_OPCODE; opcode++) {
			if (this.byOpcode.get(opcode) == null) {
				return opcode;
			}
		}
		throw new NoiseException("message type " + type.getName() + ": all " + HIGHEST_OPCODE + " opcodes are taken",
				null);
	}

	@Override
	public SortedMap<Integer, Class<?>> types() {
		SortedMap<Integer, Class<?>> types = new TreeMap<>();
		this.byClass.forEach((type, entry) -> types.put(entry.opcode(), type));
		return Collections.unmodifiableSortedMap(types);
	}

	/**
	 * Returns the version of the registry, which increases with every type.
	 */
	int version() {
		return this.version;
	}

	/**
	 * Returns the highest opcode of all types, 0 if there are none.
	 */
	int highestOpcode() {
		return this.highestOpcode;
	}

	/**
	 * Returns all types, lowest opcode first.
	 */
	List<MessageType<?>> all() {
		return this.byClass.values()
			.stream()
			.sorted(Comparator.<MessageType<?>>comparingInt(MessageType::opcode))
			.toList();
	}

	/**
	 * Returns what peers have told of the forms of their types.
	 */
	ToldFormsCache told() {
		return this.told;
	}

	/**
	 * Writes the forms of types of this node, for the other side of a connection.
	 * @param maxBytes the most bytes; forms that would not fit are left out
	 */
	byte[] forms(List<TypeEntry> types, int maxBytes) {
		return this.ownForms.of(types, maxBytes, this::byOpcode);
	}

	/**
	 * Returns the type with a name, null if there is none.
	 */
	@Nullable MessageType<?> byName(String name) {
		return this.byName.get(name);
	}

	/**
	 * Whether this is the first warning about an opcode.
	 */
	boolean warnOnce(int opcode) {
		return this.warned.add(opcode);
	}

	@Override
	public OptionalInt opcodeOf(Class<?> type) {
		MessageType<?> found = this.byClass.get(type);
		return (found != null) ? OptionalInt.of(found.opcode()) : OptionalInt.empty();
	}

	/**
	 * Returns the type with an opcode, null if there is none.
	 */
	@Nullable MessageType<?> byOpcode(int opcode) {
		return this.byOpcode.get(opcode);
	}

	/**
	 * Returns the type that is registered for exactly this class.
	 * @throws NoiseException if there is none
	 */
	@SuppressWarnings("unchecked")
	public <T> MessageType<T> byClass(Class<T> type) {
		MessageType<?> found = this.byClass.get(type);
		if (found == null) {
			throw unregistered(type);
		}
		return (MessageType<T>) found;
	}

	/**
	 * Checks that there are messages of a class, so that a reply can be one.
	 * @param reply the class; {@link Void} for no message
	 * @throws NoiseException if no registered type is of this class
	 */
	public void checkReply(Class<?> reply) {
		if (reply != Void.class && !this.byClass.containsKey(reply)
				&& this.byClass.keySet().stream().noneMatch(reply::isAssignableFrom)) {
			throw unregistered(reply);
		}
	}

	/**
	 * Returns the type of a message: that of its class, or of a sealed interface that the
	 * class implements.
	 * @throws NoiseException if neither is registered
	 */
	@SuppressWarnings("unchecked")
	MessageType<Object> of(Object message) {
		Map<Class<?>, MessageType<?>> known = this.byClass;
		MessageType<?> found = known.get(message.getClass());
		if (found == null) {
			found = interfaces(message.getClass()).stream()
				.map(known::get)
				.filter(Objects::nonNull)
				.findFirst()
				.orElseThrow(() -> unregistered(message.getClass()));
		}
		return (MessageType<Object>) found;
	}

	private static List<Class<?>> interfaces(Class<?> type) {
		List<Class<?>> all = new ArrayList<>();
		for (Class<?> direct : type.getInterfaces()) {
			all.add(direct);
			all.addAll(interfaces(direct));
		}
		return all;
	}

	private NoiseException unregistered(Class<?> type) {
		return new NoiseException("message type " + type.getName() + ": not registered (expected: first "
				+ registration(type) + "; in a Spring application also a parameter of an @OnMessage method, or a "
				+ "MessagesCustomizer bean; registered: " + this + ")", null);
	}

	/** Returns the code that registers a type. */
	private String registration(Class<?> type) {
		String name = type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
		boolean needsCodec = !type.isRecord() && !type.isSealed();
		String opcode = (needsCodec || !this.session.namesTypes()) ? "opcode, " : "";
		return "node.messages().register(" + opcode + name + ".class" + (needsCodec ? ", codec)" : ")");
	}

	/**
	 * Formats the table for logs.
	 * @return opcodes and simple class names, such as {@code 1 Chat, 16 Vote}
	 */
	@Override
	public String toString() {
		return types().entrySet()
			.stream()
			.map((entry) -> entry.getKey() + " " + entry.getValue().getSimpleName())
			.collect(Collectors.joining(", ", "[", "]"));
	}

}
