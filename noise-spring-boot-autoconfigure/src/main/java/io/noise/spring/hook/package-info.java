/**
 * Registration of annotated beans as hooks of the node. Read
 * {@link io.noise.spring.hook.HookRegistrar} first, the only door: it walks over the
 * beans. {@code HookDiscovery} finds the hooks of one bean, {@code HookKind} is the table
 * of annotations, {@code HookMethod} and {@code CallbackBean} are the hooks, and
 * {@code BeanMethod} calls proxies, and tells which methods they cannot advise. An
 * {@code ArgumentResolver} recognizes parameters, of hooks and message methods alike.
 * {@code HeldNodes} keeps the node from having peers until all hooks are registered. For
 * messages, {@code MessageDiscovery} finds the methods, {@code Opcodes} registers their
 * types, and {@code MessageMethod} is the handler. {@code DeclaredReply} reads the type
 * of its reply to requests, and {@code ReturnedValue} makes the reply.
 */
@NullMarked
package io.noise.spring.hook;

import org.jspecify.annotations.NullMarked;
