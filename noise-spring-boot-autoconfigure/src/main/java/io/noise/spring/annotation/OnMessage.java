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
 * Handler for the messages of a type, from all peers. A method that returns something
 * also answers requests of that type.
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
 * <b>Placement.</b> On a method of a bean, with any visibility, static or not, inherited,
 * or declared by an interface. If the bean has a proxy, the proxy must be able to
 * override the method, so that advice applies; otherwise the startup fails with an
 * explanation. The bean is resolved for each message, so lazy beans stay lazy, and each
 * message creates a new prototype bean. Also on another annotation, as a meta-annotation.
 * <p>
 * <b>Parameters.</b> Exactly one parameter is the message; its type selects the messages
 * that the method receives. It is the parameter that is neither {@link Node} nor
 * {@link Peer} nor annotated with {@link PeerMetadata}; any of those may be added, in any
 * order. Other parameters make the startup fail with an explanation. Exceptions of the
 * method are logged, and the peer stays connected.
 * <p>
 * <b>Replies.</b> What the method returns is the reply to a request
 * ({@link Peer#request}): a message; or one message inside {@link java.util.Optional},
 * {@link java.util.concurrent.CompletionStage}, or a reactive type of at most one value,
 * such as {@code Mono}. Null, an empty {@code Optional} and an empty {@code Mono} are the
 * empty reply. A stage or reactive type does not delay other messages of the peer, and is
 * cancelled if the peer no longer waits. To refuse a request with words for the other
 * side, the method throws {@link io.noise.RequestRejectedException}, or its stage fails
 * with it. If the message is no request, what the method returns is dropped. Only one
 * method of a node may reply to a type. Requests of a type without such a method call all
 * methods for its messages, and get the empty reply. Sessions whose types have only
 * numbers have no requests, so a method that returns something causes a warning at
 * startup.
 * <p>
 * <b>Types.</b> A type of messages or replies that is a record or a sealed interface of
 * records is registered automatically. Any other type must already be registered with its
 * codec, for example by a {@code MessagesCustomizer} bean. Conflicting opcodes make the
 * startup fail with an explanation. So do missing opcodes on sessions whose types have
 * only numbers ({@code plain}, {@code legacy}). A method that returns {@link Object}
 * declares no type of replies, so those must be registered elsewhere.
 * <p>
 * <b>Order.</b> Methods for the same type follow
 * {@link org.springframework.core.annotation.Order @Order} on the method, or else on its
 * bean. They are registered before the node listens, so they receive every message. The
 * only exception is a lazy bean whose declared type does not show its methods: they are
 * registered last, when the bean is created.
 * <p>
 * <b>Threads.</b> Called on a thread of the node's executor, never on an event loop.
 * Handlers and hooks of one peer run one at a time; those of different peers run
 * concurrently. A method may block: it delays only its own peer.
 *
 * @see Node#onMessage
 * @see Node#onRequest
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(OnMessageReflectiveProcessor.class)
public @interface OnMessage {

	/**
	 * Opcode of the type, 1 to 255, the same on both ends of a connection. It is
	 * sufficient to specify it once, here or with {@link Messages#register(int, Class)}.
	 * @return the opcode; 0 for the opcode with which the type is registered elsewhere,
	 * or else the next free one
	 */
	int opcode() default 0;

}
