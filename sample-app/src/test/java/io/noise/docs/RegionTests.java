package io.noise.docs;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Regions cut from a source.
 */
class RegionTests {

	private static final String SOURCE = """
			class A {
				// tag::outer[]
				void a() {
					// tag::inner[]
					b();

					if (c()) {
						d();
					}
					// end::inner[]
				}
				// end::outer[]
			}
			""";

	@Test
	void cutFrom_takesCommonIndentationAway() {
		assertThat(new Region("A.java", "inner").cutFrom(SOURCE)).containsExactly("b();", "", "if (c()) {", "    d();",
				"}");
	}

	@Test
	void cutFrom_leavesOtherTagsOut() {
		assertThat(new Region("A.java", "outer").cutFrom(SOURCE)).startsWith("void a() {", "    b();")
			.doesNotContain("// tag::inner[]");
	}

	@Test
	void cutFrom_noTag_isWholeFile() {
		assertThat(new Region("A.java", "").cutFrom(SOURCE)).startsWith("class A {").endsWith("}");
	}

	@Test
	void cutFrom_missingTag_fails() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Region("A.java", "none").cutFrom(SOURCE))
			.withMessage("A.java: no tag::none[] (expected: one)");
	}

}
