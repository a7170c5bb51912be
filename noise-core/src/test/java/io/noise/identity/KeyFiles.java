package io.noise.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Key files for tests, readable by nobody else where the file system has permissions.
 */
final class KeyFiles {

	/** The key of RFC 8410 section 10.3, which is in most of the files. */
	static final NodeId RFC_8410_ID = NodeId
		.of(HexFormat.of().parseHex("19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1"));

	private KeyFiles() {
	}

	/**
	 * A copy of a test resource.
	 */
	static Path copy(String resource, Path directory) throws IOException {
		return write(directory.resolve(resource), bytes(resource));
	}

	static byte[] bytes(String resource) throws IOException {
		try (InputStream in = Objects.requireNonNull(KeyFiles.class.getResourceAsStream("/identity/" + resource),
				resource)) {
			return in.readAllBytes();
		}
	}

	static String text(String resource) throws IOException {
		return new String(bytes(resource), StandardCharsets.UTF_8);
	}

	static Path write(Path file, byte[] content) throws IOException {
		Files.deleteIfExists(file);
		Files.createFile(file, PrivateFile.only("rw-------", file));
		return Files.write(file, content);
	}

	static Path write(Path file, String content) throws IOException {
		return write(file, content.getBytes(StandardCharsets.UTF_8));
	}

	static String pem(byte[] der) {
		return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
				+ "\n-----END PRIVATE KEY-----\n";
	}

	static byte[] der(String resource) throws IOException {
		return Base64.getMimeDecoder().decode(text(resource).replaceAll("-----[^-]*-----", ""));
	}

}
