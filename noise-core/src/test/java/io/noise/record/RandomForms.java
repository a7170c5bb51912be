package io.noise.record;

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Random values of any type that records may hold.
 */
final class RandomForms {

	/** Records this deep have no elements. */
	private static final int DEEP = 2;

	private static final List<String> ZONES = List.of("Europe/Paris", "America/New_York", "UTC", "Asia/Kathmandu", "Z",
			"+05:30", "UTC+01:00");

	/** The JDK makes them anew at each call. */
	private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {

		@Override
		protected RecordComponent[] computeValue(Class<?> type) {
			RecordComponent[] components = type.getRecordComponents();
			for (RecordComponent component : components) {
				component.getAccessor().setAccessible(true);
			}
			return components;
		}

	};

	private final Random random;

	private final Map<Class<?>, Supplier<Object>> scalars = new LinkedHashMap<>();

	RandomForms(Random random) {
		this.random = random;
		numbers();
		times();
		this.scalars.put(String.class, this::text);
		this.scalars.put(UUID.class, () -> new UUID(number(), number()));
		this.scalars.put(URI.class,
				() -> URI.create("x:/" + Long.toHexString(number()) + (small(2) == 0 ? "é" : "?a=b#c")));
		this.scalars.put(InetAddress.class, this::address);
	}

	private void numbers() {
		this.scalars.put(byte.class, () -> (byte) number());
		this.scalars.put(short.class, () -> (short) number());
		this.scalars.put(int.class, () -> (int) number());
		this.scalars.put(long.class, this::number);
		this.scalars.put(char.class, () -> (char) number());
		this.scalars.put(boolean.class, this.random::nextBoolean);
		this.scalars.put(float.class, () -> Float.intBitsToFloat((int) number()));
		this.scalars.put(double.class, () -> Double.longBitsToDouble(number()));
		this.scalars.put(Byte.class, () -> (byte) number());
		this.scalars.put(Short.class, () -> (short) number());
		this.scalars.put(Integer.class, () -> (int) number());
		this.scalars.put(Long.class, this::number);
		this.scalars.put(Character.class, () -> (char) number());
		this.scalars.put(Boolean.class, this.random::nextBoolean);
		this.scalars.put(Float.class, this.random::nextFloat);
		this.scalars.put(Double.class, this.random::nextDouble);
		this.scalars.put(BigInteger.class, this::big);
		this.scalars.put(BigDecimal.class, () -> new BigDecimal(big(), small(200_001) - 100_000));
	}

	private void times() {
		this.scalars.put(Instant.class, () -> Instant.ofEpochSecond(number() >> 20, small(1_000_000_000)));
		this.scalars.put(Duration.class, () -> Duration.ofSeconds(number(), small(1_000_000_000)));
		this.scalars.put(LocalDate.class, this::date);
		this.scalars.put(LocalTime.class, this::time);
		this.scalars.put(LocalDateTime.class, () -> LocalDateTime.of(date(), time()));
		this.scalars.put(OffsetDateTime.class,
				() -> OffsetDateTime.of(date(), time(), ZoneOffset.ofTotalSeconds(small(2 * 64_800 + 1) - 64_800)));
		this.scalars.put(ZonedDateTime.class, () -> ZonedDateTime.of(LocalDate.of(2026, 1, 1).plusDays(small(365)),
				time(), ZoneId.of(ZONES.get(small(ZONES.size())))));
	}

	/** The types of single values, by their names in source code. */
	List<String> scalarNames() {
		return this.scalars.keySet().stream().map(Class::getCanonicalName).toList();
	}

	/** Makes a value of a type. */
	Object value(Type type, int depth) {
		if (type instanceof ParameterizedType generic) {
			return generic(generic, depth);
		}
		Class<?> plain = (Class<?>) type;
		Supplier<Object> scalar = this.scalars.get(plain);
		if (scalar != null) {
			return scalar.get();
		}
		if (plain.isArray()) {
			return array(plain.getComponentType());
		}
		if (plain.isEnum()) {
			return plain.getEnumConstants()[small(plain.getEnumConstants().length)];
		}
		if (plain.isRecord()) {
			return record(plain, depth + 1);
		}
		Class<?>[] permitted = plain.getPermittedSubclasses();
		return value(permitted[small(permitted.length)], depth);
	}

	private Object generic(ParameterizedType type, int depth) {
		Type[] of = type.getActualTypeArguments();
		int count = (depth > DEEP) ? 0 : small(4);
		if (type.getRawType() == Optional.class) {
			return (count < 2) ? Optional.empty() : Optional.of(value(of[0], depth + 1));
		}
		if (type.getRawType() == Map.class) {
			Map<Object, Object> map = new LinkedHashMap<>();
			for (int i = 0; i < count; i++) {
				map.put(value(of[0], depth + 1), value(of[1], depth + 1));
			}
			return map;
		}
		List<Object> list = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			list.add(value(of[0], depth + 1));
		}
		return (type.getRawType() == Set.class) ? new LinkedHashSet<>(list) : list;
	}

	private Object array(Class<?> element) {
		Object array = Array.newInstance(element, small(5));
		for (int i = 0; i < Array.getLength(array); i++) {
			Array.set(array, i, this.scalars.get(element).get());
		}
		return array;
	}

	Object record(Class<?> type, int depth) {
		RecordComponent[] components = COMPONENTS.get(type);
		Object[] values = new Object[components.length];
		Class<?>[] types = new Class<?>[components.length];
		for (int i = 0; i < values.length; i++) {
			types[i] = components[i].getType();
			values[i] = value(components[i].getGenericType(), depth);
		}
		try {
			var constructor = type.getDeclaredConstructor(types);
			constructor.setAccessible(true);
			return constructor.newInstance(values);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Small and large ones alike. */
	private long number() {
		return this.random.nextLong() >> this.random.nextInt(64);
	}

	private int small(int bound) {
		return this.random.nextInt(bound);
	}

	private BigInteger big() {
		BigInteger number = new BigInteger(small(200), this.random);
		return this.random.nextBoolean() ? number : number.negate();
	}

	private LocalDate date() {
		return LocalDate.ofEpochDay(number() % 365_000_000_000L);
	}

	private LocalTime time() {
		return LocalTime.ofNanoOfDay(Math.floorMod(number(), 86_400_000_000_000L));
	}

	private String text() {
		int[] characters = this.random.ints(small(8), 0, Character.MAX_CODE_POINT + 1)
			.map((c) -> this.random.nextBoolean() ? c & 0x7f : c)
			.filter((c) -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
			.toArray();
		return new String(characters, 0, characters.length);
	}

	private InetAddress address() {
		byte[] bytes = new byte[this.random.nextBoolean() ? 4 : 16];
		this.random.nextBytes(bytes);
		try {
			return InetAddress.getByAddress(bytes);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Makes a value comparable by equals: lists in place of arrays, records, sets and
	 * maps, so that the order counts too.
	 */
	static Object comparable(Object value) {
		if (value instanceof Record message) {
			return Arrays.stream(COMPONENTS.get(message.getClass()))
				.map((component) -> comparable(component(component, message)))
				.toList();
		}
		if (value instanceof Map<?, ?> map) {
			List<Object> entries = new ArrayList<>();
			map.forEach((key, element) -> entries.add(List.of(comparable(key), comparable(element))));
			return entries;
		}
		if (value instanceof Iterable<?> elements && !(value instanceof Record)) {
			List<Object> list = new ArrayList<>();
			elements.forEach((element) -> list.add(comparable(element)));
			return list;
		}
		if (value instanceof Optional<?> optional) {
			return optional.map(RandomForms::comparable);
		}
		if (value.getClass().isArray()) {
			List<Object> list = new ArrayList<>();
			for (int i = 0; i < Array.getLength(value); i++) {
				list.add(Array.get(value, i));
			}
			return list;
		}
		return value;
	}

	private static Object component(RecordComponent component, Record owner) {
		try {
			return component.getAccessor().invoke(owner);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
