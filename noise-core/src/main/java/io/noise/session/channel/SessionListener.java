package io.noise.session.channel;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.noise.identity.NodeId;
import io.noise.wire.FrameReceiver;

/**
 * A listener to what a session does. All calls come on the connection's event loop;
 * messages only after {@link #established}.
 */
public interface SessionListener extends FrameReceiver {

	/**
	 * Asks whether a node that has proven who it is may become a peer.
	 * @param proven its id
	 * @return completed by any thread if it may; fails with a {@link SessionException}
	 * that says why not
	 */
	CompletableFuture<Void> admit(NodeId proven);

	/**
	 * Whether this end has dialled the connection and dials it again when it is lost.
	 * @return whether it tells the other end so, where the kind of session can
	 */
	boolean keepsUp();

	/**
	 * Judges an other end that has dialled the connection and keeps it up. Called before
	 * this end accepts it.
	 * @param proven who the other end is
	 * @return what there is against it, empty if nothing
	 */
	Optional<SessionException> keptUpByOther(NodeId proven);

	/**
	 * The message types of this end, now.
	 * @return all of them
	 */
	List<TypeEntry> types();

	/**
	 * Notes that the session stands: both ends may send messages.
	 * @param identity who the other end has proven to be, where the kind of session
	 * proves it
	 * @param link the session of this connection
	 */
	void established(Optional<NodeId> identity, SessionLink link);

	/**
	 * Notes message types that the other end has told of. Called before
	 * {@link #established} where the kind of session does that, and whenever there are
	 * more.
	 * @param added types that it has not told of before
	 */
	void announced(List<TypeEntry> added);

	/**
	 * Notes that the other end has answered a ping.
	 * @param nanos how long the answer took
	 */
	default void roundTrip(long nanos) {
	}

	/**
	 * Writes the shapes of message types of this end, for the other end.
	 * @param types the types
	 * @param maxBytes the most bytes; shapes that would not fit are left out
	 * @return the bytes, which mean nothing to the session; none where this end tells and
	 * reads no shapes, or has no bytes left
	 */
	default byte[] shapes(List<TypeEntry> types, int maxBytes) {
		return new byte[0];
	}

	/**
	 * Notes shapes of message types that the other end has told. Called before
	 * {@link #established} where the other end does that, and before the types are
	 * announced if there are more.
	 * @param shapes what the other end's listener has written
	 * @throws io.noise.payload.PayloadException if they are malformed or exceed a bound
	 */
	default void shapesTold(byte[] shapes) {
	}

	/**
	 * Takes a message that came with extensions.
	 * @param message as for {@link #frame}
	 * @param extensions what came with it; valid during the call
	 */
	default void extendedFrame(ByteBuf message, ByteBuf extensions) {
		frame(message);
	}

	/** Notes that the other end has given credit for more messages. */
	void creditGiven();

	/**
	 * Notes that the other end has said that it ends the connection: nothing more comes.
	 * @param code why
	 * @param words its own words, cut short and printable; empty if it gave none
	 */
	void closedByOther(CloseCode code, String words);

}
