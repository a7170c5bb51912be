package io.noise.spring.boot.actuate;

import io.noise.DialException;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A dial that failed, as the endpoint tells of it.
 *
 * @param address what was to be dialled
 * @param reason why that failed
 * @param message the same for people
 */
record DialFailureReport(String address, DialException.Reason reason, String message) implements OperationResponseBody {

	static DialFailureReport of(DialException failure) {
		return new DialFailureReport(failure.address(), failure.reason(), String.valueOf(failure.getMessage()));
	}

}
