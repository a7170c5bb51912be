package io.noise.spring.boot.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Reads the location of a file from a property: a path, {@code file:} and a path of any
 * kind, or a path below {@code ~}, the home directory of the user.
 */
final class FileLocation {

	private static final String FILE = "file:";

	/** Matches two letters and more: a single letter is a drive of Windows. */
	private static final Pattern OTHER_SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

	private FileLocation() {
	}

	/**
	 * Finds the file, which need not be there.
	 * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException
	 * if the property names no file
	 */
	static Path file(String property, String location) {
		return ValueMapper.map(property, location.strip(), (text) -> {
			boolean url = text.startsWith(FILE);
			if (!url && OTHER_SCHEME.matcher(text).matches()) {
				throw new IllegalArgumentException("not a file of its own (expected: a path, or file: and a path)");
			}
			return Path.of(belowHome(url ? path(text) : text));
		});
	}

	/** Accepts blanks and other characters unescaped. There is no authority. */
	private static String path(String url) {
		String path;
		try {
			path = new URI(url.replace(" ", "%20")).getSchemeSpecificPart();
		}
		catch (URISyntaxException ex) {
			path = url.substring(FILE.length());
		}
		return path.startsWith("//") ? path.substring(2) : path;
	}

	private static String belowHome(String path) {
		return (path.equals("~") || path.startsWith("~/")) ? System.getProperty("user.home") + path.substring(1) : path;
	}

}
