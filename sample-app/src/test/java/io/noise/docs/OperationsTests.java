package io.noise.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares {@code docs/operations.md}, the dashboard and the alerts with the code and
 * with a running application.
 */
class OperationsTests {

	private static final Path PAGE = Path.of("docs/operations.md");

	private static final List<String> SOURCES = List.of("noise-core/src/main/java",
			"noise-spring-boot-autoconfigure/src/main/java");

	private static final Pattern LOGGED = Pattern
		.compile("logger\\s*\\.(?:warn|error)\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"[\\s+]*)*)");

	private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

	private static final Pattern ROW = Pattern.compile("^\\| `([A-Z]\\w+)` \\| ([^|]+) \\| [^|]+ \\| [^|]+ \\|$",
			Pattern.MULTILINE);

	private static final Pattern METRIC = Pattern.compile("\\bnoise_[a-z_]+");

	private static final int SHORTEST = 12;

	private final Repository repository = Repository.find();

	/**
	 * A warning.
	 *
	 * @param logger the simple name of the class
	 * @param message its text, with an ellipsis for each value; no text of its own where
	 * the code puts it together
	 */
	private record Warning(String logger, String message) {

		boolean isPutTogether() {
			return this.message.replaceAll("[… :,]", "").length() < SHORTEST;
		}

		/** Whether this is in the code what a row of the page begins with. */
		boolean isToldBy(Warning row) {
			return this.logger.equals(row.logger) && (isPutTogether() || this.message.startsWith(row.message));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Empty {

	}

	@Test
	void warnings_ofTheCode_areOnThePage() {
		List<Warning> rows = rows();
		assertThat(warnings()).hasSizeGreaterThan(25)
			.allSatisfy((warning) -> assertThat(rows).as(warning.toString()).anyMatch(warning::isToldBy));
	}

	@Test
	void warnings_ofThePage_areInTheCode() {
		List<Warning> warnings = warnings();
		assertThat(rows())
			.allSatisfy((row) -> assertThat(warnings).as(row.toString()).anyMatch((warning) -> warning.isToldBy(row)));
	}

	private List<Warning> rows() {
		List<Warning> rows = new ArrayList<>();
		Matcher row = ROW.matcher(this.repository.read(PAGE));
		while (row.find()) {
			rows.add(new Warning(row.group(1), row.group(2).strip()));
		}
		return rows;
	}

	private List<Warning> warnings() {
		return SOURCES.stream().flatMap(this::files).flatMap(this::warnings).toList();
	}

	private Stream<Path> files(String directory) {
		try (Stream<Path> all = Files.walk(this.repository.root().resolve(directory))) {
			return all.filter((file) -> file.toString().endsWith(".java")).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Stream<Warning> warnings(Path file) {
		String logger = file.getFileName().toString().replace(".java", "");
		return LOGGED.matcher(this.repository.read(file))
			.results()
			.map((logged) -> LITERAL.matcher(logged.group(1))
				.results()
				.map((literal) -> literal.group(1))
				.collect(Collectors.joining()))
			.map((text) -> new Warning(logger, text.replace("\\\"{}\\\"", "…").replace("{}", "…")));
	}

	@Test
	void metrics_ofPageDashboardAndAlerts_areThoseOfAnApplication() throws Exception {
		Set<String> exposed = exposed();
		assertThat(exposed).hasSizeGreaterThan(15);
		Set<String> explained = families(PAGE);
		assertThat(explained).isEqualTo(exposed);
		assertThat(families(Path.of("docs/grafana-dashboard.json"))).isNotEmpty().isSubsetOf(exposed);
		assertThat(families(Path.of("docs/prometheus-alerts.yml"))).isNotEmpty().isSubsetOf(exposed);
	}

	@Test
	void alerts_leadToSectionsOfThePage() {
		Set<String> sections = this.repository.read(PAGE)
			.lines()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
			.collect(Collectors.toSet());
		List<JsonNode> rules = yaml(Path.of("docs/prometheus-alerts.yml")).at("/groups/0/rules").valueStream().toList();
		assertThat(rules).isNotEmpty().allSatisfy((rule) -> {
			assertThat(rule.get("alert").asString()).startsWith("Noise");
			assertThat(rule.get("expr").asString()).contains("noise_");
			assertThat(rule.at("/labels/severity").asString()).isIn("warning", "critical");
			assertThat(rule.at("/annotations/runbook").asString()).startsWith(PAGE + "#")
				.satisfies((link) -> assertThat(sections).contains(link.substring(link.indexOf('#') + 1)));
		});
	}

	@Test
	void scraping_isOfTheRulesAndTheEndpoint() {
		JsonNode prometheus = yaml(Path.of("sample-app/src/test/resources/docs/prometheus.yml"));
		assertThat(prometheus.at("/rule_files/0").asString()).isEqualTo("prometheus-alerts.yml");
		assertThat(prometheus.at("/scrape_configs/0/metrics_path").asString()).isEqualTo("/actuator/prometheus");
		assertThat(prometheus.at("/scrape_configs/0/static_configs/0/targets").valueStream().map(JsonNode::asString))
			.allSatisfy((target) -> assertThat(this.repository.read(Path.of("README.md")))
				.contains("http://" + target + "/actuator/noise"));
	}

	private JsonNode yaml(Path file) {
		return new JsonMapper().valueToTree(new Yaml().load(this.repository.read(file)));
	}

	@Test
	void dashboard_hasPanelsThatDoNotOverlap_ofTheChosenInstances() {
		JsonNode dashboard = new JsonMapper().readTree(this.repository.read(Path.of("docs/grafana-dashboard.json")));
		List<JsonNode> panels = dashboard.get("panels").valueStream().toList();
		assertThat(panels).hasSizeGreaterThan(10)
			.extracting((panel) -> panel.get("id").asInt())
			.doesNotHaveDuplicates();
		assertThat(panels).extracting((panel) -> panel.get("title").asString()).doesNotHaveDuplicates();
		assertThat(panels.stream().flatMap(OperationsTests::cells).toList()).doesNotHaveDuplicates();
		assertThat(panels).allSatisfy((panel) -> {
			assertThat(panel.at("/datasource/uid").asString()).isEqualTo("${datasource}");
			assertThat(panel.get("targets").valueStream().toList()).isNotEmpty()
				.allSatisfy((target) -> assertThat(target.get("expr").asString()).contains("{instance=~\"$instance\""))
				.extracting((target) -> target.get("refId").asString())
				.doesNotHaveDuplicates();
		});
		assertThat(dashboard.at("/templating/list").valueStream().map((variable) -> variable.get("name").asString()))
			.containsExactly("datasource", "instance");
	}

	/** Returns the cells of the grid that a panel covers. */
	private static Stream<String> cells(JsonNode panel) {
		JsonNode place = panel.get("gridPos");
		assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
		return IntStream.range(0, place.get("w").asInt())
			.boxed()
			.flatMap((right) -> IntStream.range(0, place.get("h").asInt())
				.mapToObj((down) -> (place.get("x").asInt() + right) + "/" + (place.get("y").asInt() + down)));
	}

	private Set<String> families(Path file) {
		return names(this.repository.read(file));
	}

	private static Set<String> names(String text) {
		return METRIC.matcher(text)
			.results()
			.map((name) -> name.group().replaceFirst("_seconds_(count|sum|max)$", "_seconds"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> exposed() throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Empty.class)
			.web(WebApplicationType.SERVLET)
			.run("--noise.port=0", "--server.port=0", "--management.endpoints.web.exposure.include=prometheus")) {
			URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port")
					+ "/actuator/prometheus");
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(200);
			return names(response.body()
				.lines()
				.filter((line) -> line.startsWith("noise_"))
				.map((line) -> line.replaceFirst("[{ ].*", ""))
				.collect(Collectors.joining("\n")));
		}
	}

}
