package io.noise.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Known peers in a file: a line an address, {@code host:port id}. Empty lines, and those
 * that begin with {@code #}, are for people. Whatever happens while it is written, there
 * is the old file or the new one.
 */
final class KnownPeersFile implements KnownPeers {

	private static final int MAX_BYTES = 4 << 20;

	private static final char COMMENT = '#';

	private final Path file;

	/**
	 * The file of a path.
	 * @throws IdentityException if there is one that cannot be read or is anything else
	 */
	KnownPeersFile(Path file) {
		this.file = PrivateFile.path(file, "known peers file");
		parse(text());
	}

	/** Reads the file each time, since people may edit it. */
	@Override
	public Optional<NodeId> find(String address) {
		return Optional.ofNullable(parse(text()).get(address));
	}

	/** Adds a line at the end. */
	@Override
	public void add(String address, NodeId node) {
		String before = text();
		if (parse(before).size() >= MAX_ADDRESSES) {
			throw new IdentityException("known peers file " + this.file + ": " + MAX_ADDRESSES
					+ " addresses, no room for " + address + " (expected: fewer; take out those that are gone)");
		}
		String gap = (before.isEmpty() || before.endsWith("\n")) ? "" : "\n";
		write(before + gap + address + ' ' + node + '\n');
	}

	private String text() {
		try {
			KeyFileAccess.judgeWritable("known peers file " + this.file, this.file.toRealPath());
			try (InputStream input = Files.newInputStream(this.file)) {
				byte[] content = input.readNBytes(MAX_BYTES + 1);
				if (content.length > MAX_BYTES) {
					throw new IdentityException("known peers file " + this.file + ": more than " + MAX_BYTES
							+ " bytes (expected: lines of host:port id)");
				}
				return new String(content, StandardCharsets.UTF_8);
			}
		}
		catch (NoSuchFileException ex) {
			return "";
		}
		catch (IOException ex) {
			throw new IdentityException("known peers file " + this.file + ": cannot be read: " + ex
					+ " (expected: a file that the user " + System.getProperty("user.name") + " may read and write)",
					ex);
		}
	}

	private Map<String, NodeId> parse(String text) {
		Map<String, NodeId> known = new LinkedHashMap<>();
		int number = 0;
		for (String line : text.lines().toList()) {
			number++;
			if (!line.isBlank() && line.charAt(0) != COMMENT) {
				parse(line.strip(), number, known);
			}
		}
		return known;
	}

	private void parse(String line, int number, Map<String, NodeId> known) {
		int end = line.indexOf(' ');
		try {
			NodeId node = NodeId.parse(line.substring(end + 1).strip());
			if (end > 0 && known.putIfAbsent(line.substring(0, end), node) == null) {
				return;
			}
		}
		catch (IllegalArgumentException ex) {
			throw new IdentityException("known peers file " + this.file + ": line " + number + ": " + ex.getMessage(),
					ex);
		}
		throw new IdentityException("known peers file " + this.file + ": line " + number + ": "
				+ ((end > 0) ? "a second id for an address" : "no address")
				+ " (expected: host:port id, each address once)");
	}

	private void write(String text) {
		try {
			Path target = Files.exists(this.file) ? this.file.toRealPath() : this.file;
			Path directory = Objects.requireNonNull(target.getParent(), "parent");
			PrivateFile.createDirectories(directory);
			Path temporary = PrivateFile.createTemporary(directory, ".noise-known-peers");
			try {
				PrivateFile.write(temporary, StandardCharsets.UTF_8.encode(text));
				Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			}
			finally {
				Files.deleteIfExists(temporary);
			}
			PrivateFile.forceDirectory(directory);
		}
		catch (IOException | UnsupportedOperationException ex) {
			throw new IdentityException("known peers file " + this.file + ": cannot be written: " + ex
					+ " (expected: a directory where the user " + System.getProperty("user.name") + " may write)", ex);
		}
	}

	@Override
	public Optional<Path> file() {
		return Optional.of(this.file);
	}

}
