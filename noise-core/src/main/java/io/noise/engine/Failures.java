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
import io.noise.message.DisconnectException;
import io.noise.session.channel.CloseCode;
import io.noise.session.channel.MismatchException;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.wire.FrameException;
import org.jspecify.annotations.Nullable;

/**
 * What failures of the layers below mean to users of this package. The only place that
 * knows both.
 */
final class Failures {

	private static final String NO_IPV6 = "this JVM speaks no IPv6, since java.net.preferIPv4Stack is set "
			+ "(expected: an IPv4 address, such as 0.0.0.0 for all)";

	private Failures() {
	}

	/**
	 * Why a connection on which this was thrown is closed.
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
	 * Which limit the other end of a connection has exceeded, if that is what was thrown.
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
	 * Why a ping was not answered.
	 */
	static NoiseException noAnswer(Throwable cause) {
		String message = String.valueOf(cause.getMessage());
		if (!(cause instanceof SessionException session)) {
			return new NoiseException(message, cause);
		}
		return (session.fault() == Fault.SILENT) ? new NoiseTimeoutException(message, null)
				: new NoiseException(message, cause, null);
	}

	/**
	 * How the other end is told why a connection is closed.
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
	 * What the other end has told of why it closes a connection.
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
	 * A dial that ended with a connection that was closed before there was a peer.
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
	 * Of two connections that two nodes keep up, one gives way to the other.
	 */
	static SessionException crossed() {
		return new SessionException(Fault.DUPLICATE, "the two nodes keep each other connected, and are");
	}

	/**
	 * A connection that another one of the same node gave way to, but it does not live.
	 */
	static SessionException deadDuplicate(Duration silence) {
		return new SessionException(Fault.CUT,
				"its node dials anew, and no sign of life came on this connection within " + silence);
	}

	/**
	 * Whether a dial gave way to one of the node that it led to.
	 */
	static boolean gaveWay(DialException failure) {
		return failure.getCause() instanceof SessionException session
				&& (session.fault() == Fault.DUPLICATE || session.fault() == Fault.REFUSED_AS_DUPLICATE);
	}

	/**
	 * Why a connection could not be made.
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
	 * A dial of the node's own address.
	 */
	static DialException self(String address) {
		return new DialException(address, DialException.Reason.SELF,
				"that is this node itself (expected: another node)", null);
	}

	/**
	 * A dial that this node does not, or no longer, want to make.
	 */
	static DialException closed(String address) {
		return new DialException(address, DialException.Reason.CLOSED,
				"this node takes no new peers, or the dial was cancelled", null);
	}

	/**
	 * A text that is no address.
	 */
	static DialException invalidAddress(String address, IllegalArgumentException cause) {
		return new DialException(address, DialException.Reason.INVALID_ADDRESS, String.valueOf(cause.getMessage()),
				null);
	}

	/**
	 * Why a listener could not be bound. The JDK, epoll and kqueue say it with different
	 * types and words, hence the look at both.
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

	/** Some exceptions say all by their names. */
	private static String words(Throwable cause) {
		String message = cause.getMessage();
		return (message != null) ? message : cause.getClass().getSimpleName();
	}

}
