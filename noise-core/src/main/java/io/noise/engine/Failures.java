package io.noise.engine;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import io.netty.channel.ConnectTimeoutException;
import io.noise.DialException;
import io.noise.DisconnectReason;
import io.noise.ListenException;
import io.noise.NoiseException;
import io.noise.NoiseTimeoutException;
import io.noise.Refusal;
import io.noise.RemoteReason;
import io.noise.RequestException;
import io.noise.RequestException.Reason;
import io.noise.message.DisconnectException;
import io.noise.session.channel.CloseCode;
import io.noise.session.channel.MismatchException;
import io.noise.session.channel.RequestFailure;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.wire.FrameException;
import org.jspecify.annotations.Nullable;

/**
 * Translates failures of the layers below to the exceptions and reasons of the API. No
 * other class knows both.
 */
final class Failures {

	private static final String NO_IPV6 = "this JVM speaks no IPv6, since java.net.preferIPv4Stack is set "
			+ "(expected: an IPv4 address, such as 0.0.0.0 for all)";

	private Failures() {
	}

	/**
	 * Returns the reason for closing a connection on which this was thrown.
	 */
	static DisconnectReason disconnectReason(Throwable cause) {
		if (cause instanceof MismatchException mismatch) {
			return disconnectReason(mismatch.failure());
		}
		if (cause instanceof FrameException frame) {
			return switch (frame.fault()) {
				case MALFORMED_LENGTH -> DisconnectReason.PROTOCOL;
				case TOO_LONG, TOO_MUCH_WAITING -> DisconnectReason.LIMIT;
				case TOO_SLOW -> DisconnectReason.IDLE;
				case CUT_SHORT -> DisconnectReason.CONNECTION_LOST;
			};
		}
		if (cause instanceof DisconnectException refused) {
			return refused.reason();
		}
		if (cause instanceof SessionException session) {
			return disconnectReason(session.fault());
		}
		if (cause instanceof VirtualMachineError) {
			return DisconnectReason.LIMIT;
		}
		return (cause instanceof IOException) ? DisconnectReason.CONNECTION_LOST : DisconnectReason.PROTOCOL;
	}

	private static DisconnectReason disconnectReason(Fault fault) {
		return switch (fault) {
			case FOREIGN, HANDSHAKE, PROTOCOL -> DisconnectReason.PROTOCOL;
			case SELF, REJECTED, DUPLICATE -> DisconnectReason.REJECTED;
			case LIMIT, TOO_LONG -> DisconnectReason.LIMIT;
			case REFUSED, REFUSED_BY_LIMIT, REFUSED_AS_DUPLICATE -> DisconnectReason.REMOTE;
			case CUT -> DisconnectReason.CONNECTION_LOST;
			case LATE, SILENT, UNFINISHED -> DisconnectReason.IDLE;
			case STALLED -> DisconnectReason.SLOW_CONSUMER;
		};
	}

	/**
	 * Returns the limit that the other end of a connection has exceeded; empty if
	 * something else was thrown.
	 */
	static Optional<Refusal> limit(Throwable cause) {
		if (cause instanceof FrameException frame) {
			return switch (frame.fault()) {
				case TOO_LONG -> Optional.of(Refusal.MAX_MESSAGE_SIZE);
				case TOO_SLOW -> Optional.of(Refusal.FRAME_TIMEOUT);
				case MALFORMED_LENGTH, TOO_MUCH_WAITING, CUT_SHORT -> Optional.empty();
			};
		}
		if (cause instanceof SessionException session) {
			return switch (session.fault()) {
				case TOO_LONG -> Optional.of(Refusal.MAX_MESSAGE_SIZE);
				case LATE -> Optional.of(Refusal.HANDSHAKE_TIMEOUT);
				case UNFINISHED -> Optional.of(Refusal.FRAME_TIMEOUT);
				case SILENT -> Optional.of(Refusal.PING_TIMEOUT);
				case STALLED -> Optional.of(Refusal.STALL_TIMEOUT);
				default -> Optional.empty();
			};
		}
		return Optional.empty();
	}

	/**
	 * Returns the failure of a ping that was not answered.
	 * @param peer the id of the peer, whose end may be the reason
	 */
	static NoiseException noAnswer(Throwable cause, String peer) {
		String message = String.valueOf(cause.getMessage());
		if (!(cause instanceof SessionException session)) {
			return new NoiseException(message, cause);
		}
		return (session.fault() == Fault.SILENT) ? new NoiseTimeoutException(message, null)
				: new NoiseException(message, cause, peer);
	}

	/**
	 * Returns the code that tells the other end why a connection is closed.
	 */
	static CloseCode closeCode(DisconnectReason reason) {
		return switch (reason) {
			case LOCAL -> CloseCode.DONE;
			case SHUTDOWN -> CloseCode.SHUTDOWN;
			case PROTOCOL -> CloseCode.PROTOCOL;
			case DECODE -> CloseCode.DECODE;
			case LIMIT -> CloseCode.LIMIT;
			case REJECTED -> CloseCode.REJECTED;
			case IDLE -> CloseCode.IDLE;
			case SLOW_CONSUMER -> CloseCode.SLOW_CONSUMER;
			case REMOTE, CONNECTION_LOST -> CloseCode.OTHER;
		};
	}

	/**
	 * Returns the reason that the other end has given for closing a connection.
	 */
	static RemoteReason remoteReason(CloseCode code, String words) {
		return new RemoteReason(switch (code) {
			case DONE -> DisconnectReason.LOCAL;
			case SHUTDOWN -> DisconnectReason.SHUTDOWN;
			case PROTOCOL -> DisconnectReason.PROTOCOL;
			case DECODE -> DisconnectReason.DECODE;
			case LIMIT -> DisconnectReason.LIMIT;
			case REJECTED, DUPLICATE -> DisconnectReason.REJECTED;
			case IDLE -> DisconnectReason.IDLE;
			case SLOW_CONSUMER -> DisconnectReason.SLOW_CONSUMER;
			case OTHER -> DisconnectReason.REMOTE;
		}, words);
	}

	/**
	 * Returns the failure of a dial whose connection was closed before there was a peer.
	 */
	static DialException noSession(String address, @Nullable DisconnectReason closedBecause,
			@Nullable Throwable cause) {
		if (cause instanceof ConnectException) {
			return dialFailed(address, cause);
		}
		if (cause instanceof SessionException session) {
			return new DialException(address, dialReason(session.fault()), String.valueOf(session.getMessage()), cause);
		}
		String message = (cause instanceof DisconnectException || cause instanceof MismatchException)
				? String.valueOf(cause.getMessage()) : "closed before there was a session, " + closedBecause;
		return new DialException(address, dialReason(closedBecause), message, cause);
	}

	private static DialException.Reason dialReason(@Nullable DisconnectReason closedBecause) {
		if (closedBecause == null) {
			return DialException.Reason.HANDSHAKE;
		}
		return switch (closedBecause) {
			case LOCAL, SHUTDOWN -> DialException.Reason.CLOSED;
			case LIMIT -> DialException.Reason.LIMIT;
			default -> DialException.Reason.HANDSHAKE;
		};
	}

	private static DialException.Reason dialReason(Fault fault) {
		return switch (fault) {
			case SELF -> DialException.Reason.SELF;
			case LIMIT, REFUSED_BY_LIMIT -> DialException.Reason.LIMIT;
			default -> DialException.Reason.HANDSHAKE;
		};
	}

	/**
	 * Returns the refusal of a connection that gives way to another one between the same
	 * two nodes.
	 */
	static SessionException crossed() {
		return new SessionException(Fault.DUPLICATE,
				"the two nodes keep each other connected, and already have a connection");
	}

	/**
	 * Returns the failure of a connection that another one gave way to, and that is dead.
	 */
	static SessionException deadDuplicate(Duration silence) {
		return new SessionException(Fault.CUT,
				"its node dials again, and nothing was received on this connection within " + silence);
	}

	/**
	 * Whether a dial gave way to a dial of the node that it reached.
	 */
	static boolean gaveWay(DialException failure) {
		return failure.getCause() instanceof SessionException session
				&& (session.fault() == Fault.DUPLICATE || session.fault() == Fault.REFUSED_AS_DUPLICATE);
	}

	/**
	 * Returns the failure of a dial whose connection could not be made.
	 */
	static DialException dialFailed(String address, Throwable cause) {
		String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
		if (cause instanceof ConnectTimeoutException || words.contains("timed out")) {
			return new DialException(address, DialException.Reason.TIMEOUT, "no answer in time", cause);
		}
		if (cause instanceof UnknownHostException) {
			return new DialException(address, DialException.Reason.UNRESOLVED, "no such host", cause);
		}
		if (cause instanceof UnsupportedAddressTypeException) {
			return new DialException(address, DialException.Reason.REFUSED, NO_IPV6, cause);
		}
		String message = words.contains("refused") ? "connection refused" : "no connection: " + words(cause);
		return new DialException(address, DialException.Reason.REFUSED, message, cause);
	}

	/**
	 * Returns the failure of a dial of the node's own address.
	 */
	static DialException self(String address) {
		return new DialException(address, DialException.Reason.SELF,
				"that is this node itself (expected: another node)", null);
	}

	/**
	 * Returns the failure of a dial that was cancelled, or came after the node's end.
	 */
	static DialException closed(String address) {
		return new DialException(address, DialException.Reason.CLOSED,
				"this node accepts no new peers, or the dial was cancelled", null);
	}

	/**
	 * Returns the failure of a dial of a text that is no address.
	 */
	static DialException invalidAddress(String address, IllegalArgumentException cause) {
		return new DialException(address, DialException.Reason.INVALID_ADDRESS, String.valueOf(cause.getMessage()),
				null);
	}

	/**
	 * Returns the failure of a request that the other side did not answer.
	 * @param request the request and the peer, in words
	 * @param words the words of the other side
	 */
	static RequestException ofRequest(String request, RequestFailure failure, String words) {
		return switch (failure) {
			case NO_HANDLER -> new RequestException(Reason.NO_HANDLER,
					request + ": the peer has no handler for it (expected: one, by onRequest or onMessage)");
			case REJECTED -> new RequestException(Reason.REJECTED, request + ": rejected: " + words, words, null);
			case FAILED -> new RequestException(Reason.FAILED,
					request + ": the handler of the peer failed; the log of its node has the details");
			case OVERLOADED -> new RequestException(Reason.OVERLOADED, request
					+ ": the peer has no room for it, so nothing was done (expected: fewer open requests at a time)");
		};
	}

	/**
	 * Returns the failure of a listener that could not be bound. Looks at type and words,
	 * which differ between the JDK, epoll and kqueue.
	 */
	static ListenException listenFailed(String address, Throwable cause) {
		if (cause instanceof UnknownHostException) {
			return new ListenException(address, ListenException.Reason.UNRESOLVED,
					"no such host (expected: an address of this machine)", cause);
		}
		String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
		if (words.contains("in use")) {
			return new ListenException(address, ListenException.Reason.PORT_IN_USE,
					"the port is in use (expected: a free one; 0 takes any)", cause);
		}
		if (words.contains("assign requested address") || words.contains("not available")) {
			return new ListenException(address, ListenException.Reason.ADDRESS_NOT_LOCAL,
					"not an address of this machine (expected: one of its own, 127.0.0.1 or 0.0.0.0)", cause);
		}
		if (cause instanceof UnsupportedAddressTypeException) {
			return new ListenException(address, ListenException.Reason.REFUSED, NO_IPV6, cause);
		}
		String message = (cause instanceof BindException) ? "cannot bind" : "failed";
		return new ListenException(address, ListenException.Reason.REFUSED, message + ": " + words(cause), cause);
	}

	/** Falls back to the name of the class, where that says all. */
	private static String words(Throwable cause) {
		String message = cause.getMessage();
		return (message != null) ? message : cause.getClass().getSimpleName();
	}

}
