package io.noise.spring.boot.actuate;

import java.util.Set;

import io.noise.DialException;
import io.noise.NoiseException;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * The endpoint over HTTP, which knows the user and answers with a status.
 */
@EndpointWebExtension(endpoint = NoiseEndpoint.class)
final class NoiseEndpointWebExtension {

	private static final int STATUS_BAD_GATEWAY = 502;

	private final NoiseEndpoint endpoint;

	private final Show showValues;

	private final Set<String> roles;

	NoiseEndpointWebExtension(NoiseEndpoint endpoint, Show showValues, Set<String> roles) {
		this.endpoint = endpoint;
		this.showValues = showValues;
		this.roles = roles;
	}

	@ReadOperation
	NoiseReport report(SecurityContext user, @Nullable Integer offset, @Nullable Integer limit) {
		return this.endpoint.report(mayRead(user), offset, limit);
	}

	/** Answers 404 for null. */
	@ReadOperation
	@Nullable PeerReport peer(SecurityContext user, @Selector String peerId) {
		return this.endpoint.peer(peerId, mayRead(user)).orElse(null);
	}

	@WriteOperation
	@RegisterReflectionForBinding({ PeerReport.class, DialFailureReport.class })
	WebEndpointResponse<OperationResponseBody> dial(SecurityContext user, String address) {
		try {
			return new WebEndpointResponse<>(this.endpoint.dial(address, mayRead(user)));
		}
		catch (DialException ex) {
			return new WebEndpointResponse<>(DialFailureReport.of(ex), status(ex.reason()));
		}
		catch (NoiseException ex) {
			return new WebEndpointResponse<>(
					new DialFailureReport(address, DialException.Reason.TIMEOUT, String.valueOf(ex.getMessage())),
					STATUS_BAD_GATEWAY);
		}
	}

	@DeleteOperation
	WebEndpointResponse<Void> disconnect(@Selector String peerId) {
		boolean found = this.endpoint.disconnect(peerId, false).isPresent();
		return new WebEndpointResponse<>(
				found ? WebEndpointResponse.STATUS_NO_CONTENT : WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private boolean mayRead(SecurityContext user) {
		return this.showValues.isShown(user, this.roles);
	}

	/** Maps an invalid address to 400, and failures of the other end to 502. */
	private static int status(DialException.Reason reason) {
		return switch (reason) {
			case INVALID_ADDRESS, SELF -> WebEndpointResponse.STATUS_BAD_REQUEST;
			case UNRESOLVED, REFUSED, TIMEOUT, HANDSHAKE, LIMIT, CLOSED, LOST -> STATUS_BAD_GATEWAY;
		};
	}

}
