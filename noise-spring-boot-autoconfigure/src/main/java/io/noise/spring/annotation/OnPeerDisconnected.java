package io.noise.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.Peer;
import io.noise.PeerCallback;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Hook for disconnected peers. It runs after the callbacks of {@link Peer#onDisconnect}.
 *
 * <pre class="code">
 * &#64;Component
 * class Greeter {
 *
 *     &#64;OnPeerDisconnected
 *     void gone(Peer peer, DisconnectReason reason) { … }
 *
 * }</pre>
 *
 * <b>Placement.</b> On a method of a bean, with any visibility, static or not, inherited,
 * or declared by an interface. If the bean has a proxy, the proxy must be able to
 * override the method, so that advice applies; otherwise the startup fails with an
 * explanation. The bean is resolved at each event, so lazy beans stay lazy, and each
 * event creates a new prototype bean. Also on the class or the {@code @Bean} method of a
 * bean that is a {@link PeerCallback}, or on another annotation, as a meta-annotation.
 * <p>
 * <b>Parameters.</b> Any of {@link Node}, {@link Peer}, {@link DisconnectReason} and
 * values annotated with {@link PeerMetadata}, in any order, or none. Any other parameter
 * makes the startup fail with an explanation. The result of the method is ignored. Its
 * exceptions are logged, and the other hooks run.
 * <p>
 * <b>Order.</b> Hooks of the same kind follow
 * {@link org.springframework.core.annotation.Order @Order} on the method, or else on its
 * bean. They are registered before the node listens, so they see every peer. The only
 * exception is a lazy bean whose declared type does not show its hooks: they are
 * registered last, when the bean is created.
 * <p>
 * <b>Threads.</b> Called on a thread of the node's executor, never on an event loop.
 * Hooks of one peer run one at a time; hooks of different peers run concurrently. A hook
 * may block: it delays only its own peer.
 *
 * @see Node#onPeerDisconnected
 */
@Target({ ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface OnPeerDisconnected {

}
