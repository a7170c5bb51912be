package io.noise.spring.boot.autoconfigure;

import io.noise.ListenException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains why the node could not listen, and the remedy.
 */
final class ListenFailureAnalyzer extends AbstractFailureAnalyzer<ListenException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ListenException cause) {
		return new FailureAnalysis("The noise node could not listen on " + cause.address() + ": " + problem(cause),
				action(cause), cause);
	}

	private static String problem(ListenException cause) {
		return switch (cause.reason()) {
			case PORT_IN_USE -> "the port is in use.";
			case ADDRESS_NOT_LOCAL -> "the host is not an address of this machine.";
			case UNRESOLVED -> "the host has no address.";
			case STATE, REFUSED -> String.valueOf(cause.getMessage());
		};
	}

	private static String action(ListenException cause) {
		return switch (cause.reason()) {
			case PORT_IN_USE -> "Stop the process that listens on that port, or configure another one with noise.port "
					+ "(0 takes any free port).";
			case ADDRESS_NOT_LOCAL, UNRESOLVED -> "Configure an address of this machine with noise.host "
					+ "(127.0.0.1 for this machine only, 0.0.0.0 for all its addresses). The address that others dial "
					+ "is noise.external-host.";
			case STATE -> "Leave starting and closing the node to the application context.";
			case REFUSED -> "Check noise.host and noise.port, and whether this process may listen there.";
		};
	}

}
