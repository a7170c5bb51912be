/**
 * The engine below the API. {@code NodeAssembly} puts a node together; read it first.
 *
 * <pre>
 * Node…        the node: settings, builder, assembly, addresses, hooks, shutdown (LocalNode)
 * Listen…      binds the port
 * Accept…      accepts channels, and bounds them by address, while pending, and as peers
 * Dial…        makes outbound connections, in turns, and settles dials that cross
 * Reconnect…   keeps addresses connected
 * Admission…   decides whether a node becomes a peer
 * Connection…  one connection, from its channel to its end
 * Conversation… the messages of one connection (Broadcast)
 * Request…     requests: calls of this side, answers to the other side, handlers
 * Peer…        a connection as users see it (ConnectedPeer), until its last hook has run
 * Hook…        users' callbacks
 * </pre>
 *
 * A dial. It goes down on the left, and what becomes of it goes up on the right:
 *
 * <pre>
 *  caller's thread    NodeConnecting, Reconnector
 *                       | dial, keep                                ^ Dial: shown, result
 *                     Dialer             parses, refuses            |
 *                       |                                           |
 *                     DialQueue          gives a turn               |
 *  any thread           | start                                     |
 *                     DialAttempt        addresses in turn       DialResult
 *  look-up thread       |-&gt; DialLookUp                              ^
 *  event loop           | begin             ^ no peer: the next     | established, shown,
 *                       v                   | address               | ready, fail
 *                     DialConnection -------+-----------------------+
 *                       |                                           ^
 *                     DialConnector, ConnectionFactory              | DialOutcome
 *                       v                                           |
 *                     Connection -&gt; ConnectionTail, ConnectionLife -+ event loop, lane
 * </pre>
 *
 * Its time runs in {@code DialTimer}; {@code DialCrossings} settles dials that cross,
 * when {@code Admission} has admitted the node at the other end.
 * <p>
 * A message out. The sending thread hands it over once, to the queue of the
 * {@code Outbox}:
 *
 * <pre>
 *  caller's thread    ConnectedPeer           EncodedMessage
 *                       | send, sendAsync
 *                     ConversationOutbound    has it encoded for this peer (ConversationEncoder),
 *                       |                     takes room for it (queue.ByteBudget)
 *                       | add
 *                       v
 *  - - - - - - - -    queue.SendQueue  - - - - - - - - - - - - - - - - - - - - - - - - -
 *                       | poll, as far as there is credit
 *  event loop         queue.Outbox            a batch: one buffer, one write, one flush
 *                       |                     (frames by queue.OutboxFrames)
 *                       v
 *                     the channel -&gt; queue.OutboxWrites, queue.Completions: its future
 * </pre>
 *
 * Answers to requests and the like go ahead of all that, as {@code queue.UrgentFrame}s.
 * <p>
 * A message in. The event loop hands it over once, to the {@code Inbox}:
 *
 * <pre>
 *  event loop         ConnectionTail          the frame
 *                       | frame
 *                     ConversationInbound     judges it: interceptors, type
 *                       | add
 *                     queue.ReceiveFlow       the messages of one read; stops reading
 *                       | put                 (queue.ReceiveWindow, ReadGate, ReceiveLocks)
 *                       v
 *  - - - - - - - -    queue.Inbox  - - - - - - - - - - - - - - - - - - - - - - - - - - -
 *                       | next                        | ask
 *  lane               ConversationHandlers          ConversationReceiver    caller's thread
 *                       |                           decodes it, returns it
 *                     decodes it, calls handlers: queue.Delivery, RequestHandling
 * </pre>
 *
 * A conversation knows its connection as a {@code ConversationCarrier}.
 * <p>
 * The life of a connection. {@code ConnectionLife} has the states; these move it:
 *
 * <pre>
 *  event loop   ConnectionTail   channelActive       -&gt; connected     SESSION
 *  event loop   ConnectionTail   established         -&gt; established   SETUP
 *  lane         PeerLife         setup done          -&gt; inTime        DUE (without one: ConnectionTail)
 *  lane         PeerLife         before first hooks  -&gt; show          PEER
 *  lane         PeerLife         after them          -&gt; ready         READY
 *  event loop   the time limit   time over           -&gt; expire        LATE
 * </pre>
 *
 * Its end, from whoever wants it to the last hook:
 *
 * <pre>
 *  any thread   ConnectedPeer, NodeShutdown, -&gt; Connection.stop, close
 *               ConnectionFaults, ...          |
 *                                              |-&gt; ConnectionLife.begin: the first reason counts
 *                                              v
 *                                            ConnectionCloser: flushes, says why, hangs up
 *                                              v
 *  event loop   ConnectionTail.channelInactive     -&gt; Connection.lost: the reason, if there is none
 *               ConnectionTail.channelUnregistered -&gt; Connection.gone: Conversation ends; closed
 *                                              v
 *  lane         PeerLife.end: disconnect hooks, end of the setup; left out where there is no peer
 *                                              v
 *               ConnectionTail.end                 -&gt; ConnectionRegistry forgets it; ended, stopped
 * </pre>
 *
 * {@code Failures} is the one place where exceptions of the layers below become those of
 * the API; {@code Refusals} counts what limits, trust and authorizers have refused.
 */
@NullMarked
package io.noise.engine;

import org.jspecify.annotations.NullMarked;
