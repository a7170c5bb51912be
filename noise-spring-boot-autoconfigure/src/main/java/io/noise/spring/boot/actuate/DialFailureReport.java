package io.noise.spring.boot.actuate;

import io.noise.DialException;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A dial that failed, as the endpoint shows it.
 *
 * @param address the address to dial
 * @param reason the cause of the failure
 * @param message the same for people
 */
record DialFailureReport(String address, DialException.Reason reason, String message) implements OperationResponseBody {

	static DialFailureReport of(DialException failure) {
		return new DialFailureReport(failure.address(), failure.reason(), String.valueOf(failure.getMessage()));
	}

}
