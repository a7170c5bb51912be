package io.noise.session.secure;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.netty.channel.ChannelHandler;
import io.noise.session.channel.Role;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The library's own copies of a connection's keys, which are zero when it is over.
 */
class WipingTests {

	private static final Class<?>[] KEY_HOLDERS = { CipherState.class, Handshake.class, X25519KeyPair.class,
			WipeableKey.class };

	private final List<ChannelHandler> handlers = new ArrayList<>();

	/** The secrets of a connection: private keys, chaining keys, cipher keys. */
	private List<byte[]> secrets() {
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Deque<Object> open = new ArrayDeque<>(this.handlers);
		List<byte[]> secrets = new ArrayList<>();
		while (!open.isEmpty()) {
			Object object = open.remove();
			if (seen.add(object)) {
				for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
					for (Field field : type.getDeclaredFields()) {
						look(object, field, open, secrets);
					}
				}
			}
		}
		return secrets;
	}

	private static void look(Object object, Field field, Deque<Object> open, List<byte[]> secrets) {
		if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
			return;
		}
		Object value = value(object, field);
		if (value instanceof byte[] bytes && isSecret(object, field.getName())) {
			secrets.add(bytes);
		}
		else if (value != null && isOfOneConnection(value)) {
			open.add(value);
		}
	}

	private static boolean isSecret(Object holder, String field) {
		return (holder instanceof X25519KeyPair && field.equals("privateKey"))
				|| (holder instanceof Handshake && field.equals("ck"))
				|| (holder instanceof WipeableKey && field.equals("bytes"));
	}

	/** All but the static keys, which the next connection needs. */
	private static boolean isOfOneConnection(Object value) {
		return List.of(KEY_HOLDERS).contains(value.getClass()) || value instanceof RecordCipher
				|| value instanceof HandshakeHandler;
	}

	private static Object value(Object object, Field field) {
		if (object instanceof Handshake && field.getName().equals("s")) {
			return null;
		}
		try {
			field.setAccessible(true);
			return field.get(object);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private InProcessEnd open(Role role) {
		InProcessEnd end = InProcessEnd.open(role);
		collect(end);
		return end;
	}

	private void collect(InProcessEnd end) {
		end.channel().pipeline().forEach((entry) -> this.handlers.add(entry.getValue()));
	}

	private void assertWiped() {
		assertThat(secrets()).isNotEmpty().allSatisfy((secret) -> assertThat(secret).containsOnly(0));
	}

	private void assertNotWipedYet() {
		assertThat(secrets()).anySatisfy((secret) -> assertThat(secret).isNotEqualTo(new byte[secret.length]));
	}

	@Test
	void establishedConnection_whenItIsClosed_keepsNoKey() {
		InProcessEnd initiator = open(Role.INITIATOR);
		InProcessEnd responder = open(Role.RESPONDER);
		InProcessEnd.exchange(initiator, responder);
		assertThat(responder.isEstablished()).isTrue();
		collect(initiator);
		collect(responder);
		assertNotWipedYet();
		initiator.hangUp();
		responder.hangUp();
		assertWiped();
	}

	@Test
	void handshake_whenItIsDone_keepsNoKey() {
		InProcessEnd initiator = open(Role.INITIATOR);
		InProcessEnd responder = open(Role.RESPONDER);
		InProcessEnd.exchange(initiator, responder);
		assertWiped();
		initiator.hangUp();
		responder.hangUp();
	}

	@Test
	void initiator_whenNobodyAnswers_keepsNoKey() {
		InProcessEnd initiator = open(Role.INITIATOR);
		assertNotWipedYet();
		initiator.hangUp();
		assertWiped();
	}

	@Test
	void initiator_whenItIsRefused_keepsNoKey() {
		InProcessEnd initiator = open(Role.INITIATOR);
		initiator.read(Preamble.refusal(Preamble.Refusal.SUITE));
		assertWiped();
		initiator.hangUp();
	}

	@Test
	void responder_whenMessage3DoesNotCome_keepsNoKey() {
		InProcessEnd initiator = InProcessEnd.open(Role.INITIATOR);
		InProcessEnd responder = open(Role.RESPONDER);
		responder.read(initiator.written());
		assertNotWipedYet();
		responder.hangUp();
		initiator.hangUp();
		assertWiped();
	}

	@Test
	void recordThatDoesNotOpen_leavesNoKeyToOpenWith() {
		InProcessEnd initiator = InProcessEnd.open(Role.INITIATOR);
		InProcessEnd responder = InProcessEnd.open(Role.RESPONDER);
		InProcessEnd.exchange(initiator, responder);
		this.handlers.add(responder.channel().pipeline().get("records-in"));
		assertNotWipedYet();
		responder.read(HandshakeHandler.framed(new byte[16]));
		assertWiped();
		initiator.hangUp();
	}

}
