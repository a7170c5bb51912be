package io.noise.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.noise.Messages;
import io.noise.Node;
import io.noise.Peer;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * A handler for the messages of a type, whichever peer sends them.
 *
 * <pre class="code">
 * &#64;Component
 * class Rooms {
 *
 *     &#64;OnMessage(opcode = 16)
 *     void chat(Chat chat, Peer peer, &#64;PeerMetadata("room") String room) { … }
 *
 * }</pre>
 *
 * <b>Where.</b> On a method of a bean: of any visibility, static or not, inherited,
 * declared by an interface. Where the bean is behind a proxy, one that the proxy can
 * override, so that advice applies; another ends the start of the application with an
 * explanation. Lazy beans stay lazy, and prototypes are made anew each time: the bean is
 * asked for when a message comes. An annotation that carries this one counts like it.
 * <p>
 * <b>Parameters.</b> Exactly one is the message, and its type says which messages the
 * method gets. It is the one that is neither {@link Node} nor {@link Peer} nor annotated
 * with {@link PeerMetadata}; of those there may be any, in any order. A method with other
 * parameters ends the start of the application with an explanation. What the method
 * returns is dropped, of which the log warns at the start; what it throws is logged, and
 * the peer stays.
 * <p>
 * <b>Types.</b> The type of the message is registered by itself: a record, or a sealed
 * interface of records. Any other type must be registered by then, with its codec, as by
 * a {@code MessagesCustomizer} bean. Conflicting opcodes, and on sessions that know types
 * by their numbers alone ({@code plain}, {@code legacy}) missing ones, end the start of
 * the application with an explanation.
 * <p>
 * <b>Order.</b> Methods for messages of one type run in the order that
 * {@link org.springframework.core.annotation.Order @Order} on the method tells, or else
 * on its bean. They are registered before the node listens, so they miss no message; only
 * those of a lazy bean whose declared type does not show them are registered, last, when
 * that bean comes to life.
 * <p>
 * <b>Threads.</b> Called on a thread of the node's executor, never on an event loop.
 * Messages and hooks of one peer come one after the other, those of different peers at
 * the same time. A method may block: it holds up its own peer only.
 *
 * @see Node#onMessage
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(OnMessageReflectiveProcessor.class)
public @interface OnMessage {

	/**
	 * The opcode of the type, 1 to 255, the same on both ends of a connection. It is
	 * enough to give it once, here or to {@link Messages#register(int, Class)}.
	 * @return the opcode; 0 for the one that the type has elsewhere, or else the next one
	 * that is free
	 */
	int opcode() default 0;

}
