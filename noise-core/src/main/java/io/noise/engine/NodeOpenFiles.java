package io.noise.engine;

import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

import com.sun.management.UnixOperatingSystemMXBean;
import io.noise.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the numbers of peers by the files that this process may have open. Each
 * connection is an open file, and a process without any left cannot accept, read
 * configuration or write a log. So some are reserved, and each direction may use half of
 * the others.
 */
final class NodeOpenFiles {

	private static final int RESERVED = 64;

	private static final int DIRECTIONS = 2;

	private static final Logger logger = LoggerFactory.getLogger(NodeOpenFiles.class);

	private NodeOpenFiles() {
	}

	/**
	 * Returns the number of files that the operating system allows; empty where it is not
	 * known.
	 */
	static OptionalLong allowed() {
		try {
			long files = (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)
					? unix.getMaxFileDescriptorCount() : 0;
			return (files > 0) ? OptionalLong.of(files) : OptionalLong.empty();
		}
		catch (LinkageError ex) {
			// The runtime has no modules of management.
			return OptionalLong.empty();
		}
	}

	/**
	 * Lowers the numbers of peers to those for which there are files, with a warning.
	 * @param configured the limits as they were configured
	 * @param allowed the files that the operating system allows
	 * @return the same limits if there are enough files
	 */
	static Limits bound(Limits configured, OptionalLong allowed) {
		long peers = Math.max(1, (allowed.orElse(Long.MAX_VALUE) - RESERVED) / DIRECTIONS);
		if (peers >= configured.maxInbound() && peers >= configured.maxOutbound()) {
			return configured;
		}
		int inbound = (int) Math.min(peers, configured.maxInbound());
		int outbound = (int) Math.min(peers, configured.maxOutbound());
		logger.warn("this process may open {} files, enough for {} inbound and {} outbound peers, not {} and {} as "
				+ "configured. Raise the limit of open files (ulimit -n), or lower noise.limits.max-inbound and "
				+ "noise.limits.max-outbound", allowed.orElse(Long.MAX_VALUE), inbound, outbound,
				configured.maxInbound(), configured.maxOutbound());
		return configured.withMaxInbound(inbound).withMaxOutbound(outbound);
	}

}
