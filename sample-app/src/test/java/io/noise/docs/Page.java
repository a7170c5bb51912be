package io.noise.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown page. A marker before each code fence names the source of its content:
 *
 * <pre>
 * &lt;!-- snippet: path/from/the/root/File.java#tag --&gt;
 * &lt;!-- generated: properties --&gt;
 * </pre>
 *
 * A fence follows the former; a table or a fence follows the latter.
 */
final class Page {

	/** Languages whose code needs a source. */
	private static final Set<String> CHECKED = Set.of("java", "json", "properties", "xml", "yaml");

	private static final Pattern MARKER = Pattern.compile("<!-- (snippet|generated): (\\S+) -->");

	private final String name;

	private final List<String> lines;

	private final List<String> result = new ArrayList<>();

	private int at;

	private Page(String name, String text) {
		this.name = name;
		this.lines = text.lines().toList();
	}

	/**
	 * Refreshes the content of a page.
	 * @param name the page's name, for messages
	 * @param text the current page
	 * @param content the lines for a marker, such as {@code snippet: File.java#tag}
	 */
	static String refresh(String name, String text, Function<String, List<String>> content) {
		return new Page(name, text).refresh(content);
	}

	private String refresh(Function<String, List<String>> content) {
		while (this.at < this.lines.size()) {
			Matcher marker = MARKER.matcher(this.lines.get(this.at));
			if (marker.matches()) {
				keep();
				replaceBlock(marker.group(1), content.apply(marker.group(1) + ": " + marker.group(2)));
			}
			else if (isFence()) {
				requireUnchecked();
				keepFence();
			}
			else {
				keep();
			}
		}
		return String.join("\n", this.result) + "\n";
	}

	private void replaceBlock(String kind, List<String> content) {
		if (kind.equals("generated") && (this.at == this.lines.size() || !isFence())) {
			this.result.addAll(content);
			while (this.at < this.lines.size() && this.lines.get(this.at).startsWith("|")) {
				this.at++;
			}
			return;
		}
		if (this.at == this.lines.size() || !isFence()) {
			throw new IllegalArgumentException(where() + ": no fence (expected: one right after the snippet's marker)");
		}
		int end = endOfFence();
		keep();
		this.result.addAll(content);
		this.at = end;
		keep();
	}

	private void requireUnchecked() {
		String language = this.lines.get(this.at).substring(3).strip();
		if (CHECKED.contains(language)) {
			throw new IllegalArgumentException(where() + ": " + language
					+ " without a source (expected: <!-- snippet: path/File.java#tag --> in the line before)");
		}
	}

	private void keepFence() {
		int end = endOfFence();
		while (this.at <= end) {
			keep();
		}
	}

	/** Finds the end of a fence: as many backticks as at its start. */
	private int endOfFence() {
		String end = this.lines.get(this.at).replaceFirst("[^`].*", "");
		for (int i = this.at + 1; i < this.lines.size(); i++) {
			if (this.lines.get(i).equals(end)) {
				return i;
			}
		}
		throw new IllegalArgumentException(where() + ": a fence that does not end");
	}

	private boolean isFence() {
		return this.lines.get(this.at).startsWith("```");
	}

	private void keep() {
		this.result.add(this.lines.get(this.at++));
	}

	private String where() {
		return this.name + ":" + (this.at + 1);
	}

}
