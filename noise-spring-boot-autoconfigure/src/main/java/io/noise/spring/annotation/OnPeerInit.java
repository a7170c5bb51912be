package io.noise.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.noise.Node;
import io.noise.Peer;
import io.noise.PeerCallback;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * A hook for all new peers, whoever dialled. It runs after {@link OnPeerConnected} or
 * {@link OnPeerDialed}.
 *
 * <pre class="code">
 * &#64;Component
 * class Greeter {
 *
 *     &#64;OnPeerInit
 *     void init(Peer peer) { … }
 *
 * }</pre>
 *
 * <b>Where.</b> On a method of a bean: of any visibility, static or not, inherited,
 * declared by an interface. Where the bean is behind a proxy, one that the proxy can
 * override, so that advice applies; another ends the start of the application with an
 * explanation. Lazy beans stay lazy, and prototypes are made anew each time: the bean is
 * asked for when something happens to a peer. Or on the class or the {@code @Bean} method
 * of a bean that is a {@link PeerCallback}. An annotation that carries this one counts
 * like it.
 * <p>
 * <b>Parameters.</b> Any of {@link Node}, {@link Peer} and values that are annotated with
 * {@link PeerMetadata}, in any order, or none. A method that asks for anything else ends
 * the start of the application with an explanation. The result of the method is ignored.
 * Its exceptions are logged, and the peer stays.
 * <p>
 * <b>Order.</b> Hooks of one kind run in the order that
 * {@link org.springframework.core.annotation.Order @Order} on the method tells, or else
 * on its bean. They are registered before the node listens, so they miss no peer; only
 * those of a lazy bean whose declared type does not show them are registered, last, when
 * that bean comes to life.
 * <p>
 * <b>Threads.</b> Called on a thread of the node's executor, never on an event loop.
 * Hooks of one peer run one after the other, those of different peers at the same time. A
 * hook may block: it holds up its own peer only.
 *
 * @see Node#onPeerInit
 */
@Target({ ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface OnPeerInit {

}
