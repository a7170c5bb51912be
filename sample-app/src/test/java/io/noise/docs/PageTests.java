package io.noise.docs;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Replacement of code in a page by its sources.
 */
class PageTests {

	@Test
	void refresh_replacesFenceAfterMarker() {
		assertThat(refresh("""
				Text.

				<!-- snippet: A.java#a -->
				```java
				old
				older
				```
				More.
				""")).isEqualTo("""
				Text.

				<!-- snippet: A.java#a -->
				```java
				snippet: A.java#a
				```
				More.
				""");
	}

	@Test
	void refresh_replacesTableAfterMarker() {
		assertThat(refresh("""
				<!-- generated: properties -->
				| old |
				| older |

				More.
				""")).isEqualTo("""
				<!-- generated: properties -->
				generated: properties

				More.
				""");
	}

	@Test
	void refresh_javaWithoutMarker_fails() {
		assertThatIllegalArgumentException().isThrownBy(() -> refresh("""
				Text.
				```java
				int i;
				```
				""")).withMessageContaining("page.md:2").withMessageContaining("java without a source");
	}

	@Test
	void refresh_markerWithoutFence_fails() {
		assertThatIllegalArgumentException().isThrownBy(() -> refresh("""
				<!-- snippet: A.java#a -->

				```java
				```
				""")).withMessageContaining("page.md:2").withMessageContaining("no fence");
	}

	@Test
	void refresh_otherFences_stayAsTheyAre() {
		String page = """
				```
				```
				````text
				<!-- snippet: A.java#a -->
				```java
				```
				````
				""";
		assertThat(refresh(page)).isEqualTo(page);
	}

	private static String refresh(String page) {
		return Page.refresh("page.md", page, List::of);
	}

}
