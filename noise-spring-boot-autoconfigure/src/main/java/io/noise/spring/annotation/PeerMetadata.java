package io.noise.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.noise.Metadata;

/**
 * Parameter of an {@link OnMessage} method or of a hook method, such as an
 * {@link OnPeerDisconnected} one, that receives a value from the metadata of the peer.
 * This application has set that value, because metadata is not sent to peers.
 *
 * <pre class="code">
 * &#64;OnMessage
 * void chat(Chat chat, &#64;PeerMetadata("room") Optional&lt;String&gt; room) { … }
 *
 * &#64;OnPeerDisconnected
 * void gone(Peer peer, &#64;PeerMetadata("since") Instant since) { … }</pre>
 *
 * <b>Missing values.</b> If there is no value, an {@link java.util.Optional} is empty,
 * and any other parameter is null. A parameter cannot be null if it is a primitive, or if
 * JSpecify (such as {@code @NullMarked} without {@code @Nullable}) or Kotlin declares its
 * type non-null. In that case, or if the value has another type than the parameter, the
 * method is not called. That counts as an exception from the method, which names the key
 * and the type.
 *
 * @see Metadata#get(String)
 */
@Target({ ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface PeerMetadata {

	/**
	 * Key of the value.
	 * @return the key, as passed to {@link Metadata#set}
	 */
	String value();

}
