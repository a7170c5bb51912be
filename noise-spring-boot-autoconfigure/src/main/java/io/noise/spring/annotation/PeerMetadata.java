package io.noise.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.noise.Metadata;

/**
 * A parameter of an {@link OnMessage} method or of a hook method, such as an
 * {@link OnPeerDisconnected} one, that gets a value of the peer's metadata: a value that
 * this application has set, for metadata does not travel.
 *
 * <pre class="code">
 * &#64;OnMessage
 * void chat(Chat chat, &#64;PeerMetadata("room") Optional&lt;String&gt; room) { … }
 *
 * &#64;OnPeerDisconnected
 * void gone(Peer peer, &#64;PeerMetadata("since") Instant since) { … }</pre>
 *
 * <b>Missing values.</b> An {@link java.util.Optional} is then empty. Another parameter
 * is null, unless it cannot be: a primitive, or of a type that JSpecify's annotations
 * (such as {@code @NullMarked} without {@code @Nullable}) or Kotlin declare never to be
 * null. Then, and where the value is of another type than the parameter, the method is
 * not called: it fails as if it had thrown an exception that tells the key and the type.
 *
 * @see Metadata#get(String)
 */
@Target({ ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface PeerMetadata {

	/**
	 * The key.
	 * @return as it was given to {@link Metadata#set}
	 */
	String value();

}
