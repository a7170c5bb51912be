package io.noise.spring.boot.autoconfigure;

import io.noise.MessageCodec;

/**
 * A bean that encodes and decodes a type of components, wherever it is within records. It
 * is registered at the auto-configured node before the types of messages are. The type is
 * the type argument; each has one codec at most.
 *
 * <pre class="code">
 * &#64;Component
 * class MoneyCodec implements MessageComponentCodec&lt;Money&gt; {
 *     public void encode(Money money, PayloadWriter out) {
 *         out.writeLong(money.cents());
 *     }
 *     public Money decode(PayloadReader in) {
 *         return new Money(in.readLong());
 *     }
 * }</pre>
 *
 * The codec writes at least one byte, and reads exactly what it wrote.
 *
 * @param <T> the values: any class without type parameters whose form is not fixed
 */
public interface MessageComponentCodec<T> extends MessageCodec<T> {

}
