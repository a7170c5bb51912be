package io.noise.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of this repository, independent of the working directory.
 *
 * @param root its top directory
 */
record Repository(Path root) {

	/**
	 * Walks up from the current directory to the one with the Maven wrapper.
	 */
	static Repository find() {
		Path start = Path.of("").toAbsolutePath();
		for (Path directory = start; directory != null; directory = directory.getParent()) {
			if (Files.exists(directory.resolve("mvnw"))) {
				return new Repository(directory);
			}
		}
		throw new IllegalStateException("repository: not found above " + start + " (expected: a directory with mvnw)");
	}

	/**
	 * Lists the Markdown pages: those at the top and all below {@code docs}.
	 */
	List<Path> pages() {
		try (Stream<Path> top = Files.list(this.root); Stream<Path> docs = Files.walk(this.root.resolve("docs"))) {
			return Stream.concat(top, docs).filter((file) -> file.toString().endsWith(".md")).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String read(Path file) {
		try {
			return Files.readString(this.root.resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
