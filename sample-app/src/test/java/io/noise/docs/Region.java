package io.noise.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Part of a source file that a page shows: the lines between {@code tag::name[]} and
 * {@code end::name[]}, without their common indentation. Other tags inside are left out.
 * An empty name selects the whole file.
 *
 * @param file the file, for messages
 * @param tag the name of the region
 */
record Region(String file, String tag) {

	private static final Pattern ANY_TAG = Pattern.compile(".*\\b(tag|end)::[\\w-]+\\[].*");

	List<String> cutFrom(String source) {
		List<String> lines = source.lines().toList();
		if (!this.tag.isEmpty()) {
			lines = lines.subList(find(lines, "tag") + 1, find(lines, "end"));
		}
		lines = lines.stream().filter((line) -> !ANY_TAG.matcher(line).matches()).toList();
		return dedent(lines);
	}

	private int find(List<String> lines, String kind) {
		String mark = kind + "::" + this.tag + "[]";
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).contains(mark)) {
				return i;
			}
		}
		throw new IllegalArgumentException(this.file + ": no " + mark + " (expected: one)");
	}

	/**
	 * Sources are indented by tabs, pages by spaces.
	 */
	private static List<String> dedent(List<String> lines) {
		int common = lines.stream().filter((line) -> !line.isBlank()).mapToInt(Region::tabs).min().orElse(0);
		List<String> result = new ArrayList<>();
		for (String line : lines) {
			int tabs = tabs(line);
			result.add(line.isBlank() ? "" : "    ".repeat(tabs - common) + line.substring(tabs));
		}
		return result;
	}

	private static int tabs(String line) {
		int tabs = 0;
		while (tabs < line.length() && line.charAt(tabs) == '\t') {
			tabs++;
		}
		return tabs;
	}

}
