package io.noise.benchmarks.child;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A class path, on which a jar that names others in its manifest stands for all of them.
 *
 * @param entries jars and directories
 */
public record ClassPath(List<String> entries) {

	/**
	 * Returns the class path of this JVM.
	 * @return all entries
	 */
	public static ClassPath current() {
		List<String> entries = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
			entries.add(entry);
			if (entry.endsWith(".jar")) {
				namedBy(Path.of(entry)).forEach(entries::add);
			}
		}
		return new ClassPath(List.copyOf(entries));
	}

	private static Stream<String> namedBy(Path jar) {
		try (JarFile file = new JarFile(jar.toFile())) {
			Manifest manifest = file.getManifest();
			String named = (manifest != null) ? manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH)
					: null;
			if (named == null) {
				return Stream.empty();
			}
			URI base = jar.toUri();
			return Stream.of(named.split(" ", -1))
				.filter((name) -> !name.isBlank())
				.map((name) -> Path.of(base.resolve(name)).toString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns this class path without some modules.
	 * @param prefixes of the names of their files or directories
	 * @return the rest
	 */
	public ClassPath without(String... prefixes) {
		return new ClassPath(this.entries.stream()
			.filter((entry) -> Stream.of(prefixes).noneMatch((it) -> has(entry, it)))
			.toList());
	}

	private static boolean has(String entry, String prefix) {
		for (Path name : Path.of(entry)) {
			if (name.toString().startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

	@Override
	public String toString() {
		return String.join(File.pathSeparator, this.entries);
	}

}
