package io.noise.spring.boot.observation;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A trace over two processes: from the HTTP request to one to the handler of the other.
 */
class TwoProcessesTests {

	private final List<Application> applications = new ArrayList<>();

	private final HttpClient http = HttpClient.newHttpClient();

	/** An application in a process of its own. */
	private static final class Application {

		private final Process process;

		private final Map<String, String> where = new HashMap<>();

		Application(List<String> arguments) throws IOException {
			List<String> command = new ArrayList<>(
					List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
							System.getProperty("java.class.path"), TracedApplication.class.getName()));
			command.addAll(arguments);
			this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
			BufferedReader output = this.process.inputReader();
			while (this.where.size() < 3) {
				String line = output.readLine();
				if (line == null) {
					throw new IllegalStateException("the application has ended: " + this.where);
				}
				if (line.startsWith("@")) {
					this.where.put(line.substring(1, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
				}
			}
			Thread rest = new Thread(() -> output.lines().forEach((line) -> {
			}), "rest of the output");
			rest.setDaemon(true);
			rest.start();
		}

		String where(String what) {
			return this.where.get(what);
		}

		void end() throws InterruptedException {
			this.process.destroy();
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}

	}

	@AfterEach
	void end() throws InterruptedException {
		for (Application application : this.applications) {
			application.end();
		}
	}

	private Application start(String... arguments) throws IOException {
		Application application = new Application(List.of(arguments));
		this.applications.add(application);
		return application;
	}

	private JsonNode get(Application from, String path) {
		URI uri = URI.create("http://127.0.0.1:" + from.where("http") + path);
		try {
			HttpResponse<String> response = this.http.send(HttpRequest.newBuilder(uri).build(),
					HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(200);
			return JsonMapper.builder().build().readTree(response.body());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(path, ex);
		}
	}

	private JsonNode span(Application of, String name) {
		return await()
			.until(() -> get(of, "/spans").valueStream()
				.filter((span) -> span.get("name").asString().equals(name))
				.findFirst(), (found) -> found.isPresent())
			.orElseThrow();
	}

	@Test
	void trace_isOneOverTwoProcesses_andNotForAStranger() throws Exception {
		Application asking = start();
		Application answering = start("--noise.trust.peers=" + asking.where("id"));
		JsonNode answer = get(asking, "/ask?address=" + answering.where("address"));
		JsonNode controller = span(asking, "http get /ask");
		JsonNode client = span(asking, "request Question");
		JsonNode server = span(answering, "handle Question");
		JsonNode database = span(answering, "database");
		assertThat(List.of(client, server, database)).extracting((span) -> span.get("trace").asString())
			.containsOnly(controller.get("trace").asString());
		assertThat(client.get("parent")).isEqualTo(controller.get("id"));
		assertThat(server.get("parent")).isEqualTo(client.get("id"));
		assertThat(database.get("parent")).isEqualTo(server.get("id"));
		assertThat(answer.get("trace")).isEqualTo(controller.get("trace"));

		Application stranger = start();
		get(asking, "/ask?address=" + stranger.where("address"));
		JsonNode strange = span(stranger, "handle Question");
		assertThat(strange.get("parent").asString()).matches("0+");
		assertThat(get(asking, "/spans").valueStream())
			.anyMatch((span) -> span.get("trace").equals(strange.get("links").get(0)));
	}

}
