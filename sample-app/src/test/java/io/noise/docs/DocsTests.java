package io.noise.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that the pages agree with their sources. With {@code -Ddocs.update=true},
 * updates them instead.
 */
class DocsTests {

	private static final String REFRESH = "./mvnw -pl sample-app -am test -Ddocs.update=true"
			+ " -Dtest=DocsTests -Dsurefire.failIfNoSpecifiedTests=false";

	private static final Path SESSION = Path.of("noise-core/src/test/resources/vectors/secure_session.json");

	private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

	private static final Repository repository = Repository.find();

	static Stream<String> pages() {
		return repository.pages().stream().map((page) -> repository.root().relativize(page).toString());
	}

	@ParameterizedTest
	@MethodSource("pages")
	void code_isThatOfItsSource(String page) throws IOException {
		Path file = repository.root().resolve(page);
		String text = Files.readString(file);
		String expected = Page.refresh(page, text, DocsTests::content);
		if (Boolean.getBoolean("docs.update")) {
			Files.writeString(file, expected);
			return;
		}
		assertThat(text).as("%s differs from its sources. To refresh it: %s", page, REFRESH).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("pages")
	void links_leadToFiles(String page) {
		Path file = repository.root().resolve(page);
		Matcher link = LINK.matcher(repository.read(file));
		while (link.find()) {
			assertThat(file.resolveSibling(link.group(1))).as("a link in %s", page).exists();
		}
	}

	@Test
	void dependency_hasVersionOfBuild() {
		Pattern version = Pattern.compile("<version>([^<]+)</version>");
		Matcher inBuild = version.matcher(repository.read(Path.of("pom.xml")));
		Matcher inDocs = version.matcher(repository.read(Path.of("sample-app/src/test/resources/docs/dependency.xml")));
		assertThat(inBuild.find() && inDocs.find()).isTrue();
		assertThat(inDocs.group(1)).isEqualTo(inBuild.group(1));
	}

	private static List<String> content(String marker) {
		if (marker.equals("generated: properties")) {
			return PropertyTable.lines();
		}
		if (marker.equals("generated: session")) {
			return SessionBytes.lines(repository.read(SESSION));
		}
		if (!marker.startsWith("snippet: ")) {
			throw new IllegalArgumentException(
					marker + " (expected: snippet, generated: properties, or generated: session)");
		}
		String[] source = marker.substring("snippet: ".length()).split("#", 2);
		Region region = new Region(source[0], (source.length > 1) ? source[1] : "");
		if (!Files.exists(repository.root().resolve(source[0]))) {
			throw new IllegalArgumentException(marker + ": no such file (expected: a path from the repository's root)");
		}
		return region.cutFrom(repository.read(Path.of(source[0])));
	}

}
