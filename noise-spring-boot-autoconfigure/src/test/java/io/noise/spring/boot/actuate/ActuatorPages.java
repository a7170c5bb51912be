package io.noise.spring.boot.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The actuator of an application as any HTTP client sees it, as far as it can be read:
 * every link that the actuator names, and each metric and property of ours.
 */
final class ActuatorPages {

	private final HttpClient client = HttpClient.newHttpClient();

	private final String root;

	private final Map<String, byte[]> bodies = new LinkedHashMap<>();

	private ActuatorPages(ApplicationContext context) {
		this.root = "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port")
				+ "/actuator";
	}

	/**
	 * Gets all pages.
	 * @param context the context of the application
	 * @param peer the id of a peer
	 * @return the bodies by their paths below {@code /actuator}
	 */
	static Map<String, byte[]> of(ApplicationContext context, String peer) throws Exception {
		ActuatorPages pages = new ActuatorPages(context);
		pages.get("");
		for (String link : pages.links()) {
			pages.get(link);
		}
		pages.get("/noise/" + peer);
		for (String metric : pages.metrics()) {
			pages.get("/metrics/" + metric);
		}
		for (String logger : List.of("io.noise", "ROOT")) {
			pages.get("/loggers/" + logger);
		}
		for (String property : List.of("location", "password")) {
			pages.getIfThere("/env/noise.identity." + property);
		}
		pages.get("/configprops/noise");
		return pages.bodies;
	}

	/** Leaves out links that are templates. */
	private List<String> links() {
		List<String> paths = new ArrayList<>();
		Map<String, Map<String, Object>> links = JsonPath.read(text(""), "$._links");
		links.values()
			.stream()
			.filter((link) -> Boolean.FALSE.equals(link.get("templated")))
			.map((link) -> String.valueOf(link.get("href")))
			.filter((href) -> href.length() > this.root.length())
			.forEach((href) -> paths.add(href.substring(this.root.length())));
		return paths;
	}

	private List<String> metrics() {
		return JsonPath.read(text("/metrics"), "$.names");
	}

	private String text(String path) {
		return new String(this.bodies.get(path), StandardCharsets.UTF_8);
	}

	private void get(String path) throws IOException, InterruptedException {
		assertThat(getIfThere(path)).as("status of %s", path).isEqualTo(200);
	}

	private int getIfThere(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.root + path)).build();
		HttpResponse<byte[]> response = this.client.send(request, HttpResponse.BodyHandlers.ofByteArray());
		this.bodies.put(path, response.body());
		return response.statusCode();
	}

}
