package io.noise.engine;

import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

import com.sun.management.UnixOperatingSystemMXBean;
import io.noise.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many files this process may have open. Each connection takes one, and a process
 * that has none left can accept nothing, read no configuration and write no log. So some
 * are left alone, and of the others each of the two directions may take half.
 */
final class NodeOpenFiles {

	private static final int LEFT_ALONE = 64;

	private static final int DIRECTIONS = 2;

	private static final Logger logger = LoggerFactory.getLogger(NodeOpenFiles.class);

	private NodeOpenFiles() {
	}

	/**
	 * What the operating system allows.
	 * @return files, empty where it does not say
	 */
	static OptionalLong allowed() {
		try {
			long files = (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)
					? unix.getMaxFileDescriptorCount() : 0;
			return (files > 0) ? OptionalLong.of(files) : OptionalLong.empty();
		}
		catch (LinkageError ex) {
			// A runtime without the modules of management.
			return OptionalLong.empty();
		}
	}

	/**
	 * Lowers the numbers of peers to what the process has files for, and says so.
	 * @param asked the limits as they were configured
	 * @param allowed what the operating system allows
	 * @return the same limits if there are enough
	 */
	static Limits bound(Limits asked, OptionalLong allowed) {
		long peers = Math.max(1, (allowed.orElse(Long.MAX_VALUE) - LEFT_ALONE) / DIRECTIONS);
		if (peers >= asked.maxInbound() && peers >= asked.maxOutbound()) {
			return asked;
		}
		int inbound = (int) Math.min(peers, asked.maxInbound());
		int outbound = (int) Math.min(peers, asked.maxOutbound());
		logger.warn(
				"this process may open {} files: at most {} peers are let in and {} are dialled, not {} and {}. "
						+ "Raise that (ulimit -n), or lower noise.limits.max-inbound and noise.limits.max-outbound",
				allowed.orElse(Long.MAX_VALUE), inbound, outbound, asked.maxInbound(), asked.maxOutbound());
		return asked.withMaxInbound(inbound).withMaxOutbound(outbound);
	}

}
