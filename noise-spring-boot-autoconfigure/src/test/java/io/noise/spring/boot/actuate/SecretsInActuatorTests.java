package io.noise.spring.boot.actuate;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

import io.noise.Peer;
import io.noise.secrets.RecordedSecrets;
import io.noise.secrets.SecretSearch;
import io.noise.spring.boot.autoconfigure.NoiseProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No key and no password is shown: looks for those of applications that talk to each
 * other in all that their actuators and their beans tell.
 */
class SecretsInActuatorTests {

	@TempDir
	Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "never", "always" })
	void actuator_showsNeitherKeysNorPassword(String showValues) throws Exception {
		try (TwoApplications applications = new TwoApplications(this.directory,
				"--management.endpoint.env.show-values=" + showValues,
				"--management.endpoint.configprops.show-values=" + showValues)) {
			assertRecorded(applications.seeds());
			for (ConfigurableApplicationContext context : applications.contexts().toList()) {
				Map<String, byte[]> pages = ActuatorPages.of(context, TwoApplications.peer(context).id());
				assertThat(pages).containsKeys("/noise", "/noise/" + TwoApplications.peer(context).id(), "/env",
						"/configprops", "/beans", "/health", "/metrics", "/info", "/loggers", "/conditions",
						"/mappings", "/startup", "/threaddump", "/env/noise.identity.password");
				assertThat(text(pages.get("/noise"))).contains("Peer[" + TwoApplications.peer(context).id());
				pages.forEach(this::assertNoSecret);
			}
		}
	}

	@Test
	void jmx_showsNeitherKeysNorPassword() throws Exception {
		try (TwoApplications applications = new TwoApplications(this.directory)) {
			assertRecorded(applications.seeds());
			Peer peer = TwoApplications.peer(applications.dialer());
			MBeanServer server = ManagementFactory.getPlatformMBeanServer();
			for (ObjectName endpoint : server.queryNames(endpoint("*"), null)) {
				for (MBeanOperationInfo operation : server.getMBeanInfo(endpoint).getOperations()) {
					if (operation.getImpact() == MBeanOperationInfo.INFO && operation.getSignature().length == 0) {
						Object told = server.invoke(endpoint, operation.getName(), new Object[0], new String[0]);
						assertNoSecret(endpoint + " " + operation.getName(), bytes(told));
					}
				}
			}
			String[] text = { String.class.getName() };
			Object told = server.invoke(endpoint("Noise"), "peer", new Object[] { peer.id() }, text);
			assertThat(told).asString().contains(peer.id());
			assertNoSecret("peer", bytes(told));
			Object environment = server.invoke(endpoint("Env"), "environment", new Object[] { null }, text);
			assertThat(environment).asString().contains("noise.identity.password");
			assertNoSecret("environment", bytes(environment));
		}
	}

	private static ObjectName endpoint(String name) throws MalformedObjectNameException {
		return new ObjectName(TwoApplications.JMX_DOMAIN + ":type=Endpoint,name=" + name);
	}

	@Test
	void beansPeersAndMetadata_printNeitherKeysNorPassword() throws Exception {
		try (TwoApplications applications = new TwoApplications(this.directory)) {
			assertRecorded(applications.seeds());
			for (ConfigurableApplicationContext context : applications.contexts().toList()) {
				Peer peer = TwoApplications.peer(context);
				assertThat(peer.metadata()).containsOnlyKeys("since", "everything");
				NoiseProperties properties = context.getBean(NoiseProperties.class);
				assertThat(properties).asString().contains("Identity[location=" + this.directory);
				Stream<?> ours = context.getBeansOfType(Object.class, false, false)
					.values()
					.stream()
					.filter((bean) -> bean.getClass().getName().startsWith("io.noise."));
				Stream.concat(ours, Stream.of(properties, peer, peer.metadata(), peer.stats(), peer.identity()))
					.forEach((object) -> assertNoSecret(object.getClass().getName(), bytes(object)));
			}
		}
	}

	@Test
	void search_findsASecretThatThePeersOfThePageHold() throws Exception {
		byte[] planted = new byte[32];
		new SecureRandom().nextBytes(planted);
		byte[] part = Arrays.copyOfRange(planted, 11, 19);
		SecretSearch search = new SecretSearch(List.of(planted));
		try (TwoApplications applications = new TwoApplications(this.directory)) {
			ConfigurableApplicationContext context = applications.dialer();
			Peer peer = TwoApplications.peer(context);
			List<Object> forms = List.of(HexFormat.of().formatHex(part), Base64.getEncoder().encodeToString(planted),
					Base64.getUrlEncoder().withoutPadding().encodeToString(part),
					IntStream.range(0, part.length).mapToObj((i) -> part[i]).toList());
			assertThat(search.find(ActuatorPages.of(context, peer.id()).get("/noise"))).isEqualTo(-1);
			for (Object form : forms) {
				peer.set("planted", form);
				Map<String, byte[]> pages = ActuatorPages.of(context, peer.id());
				assertThat(search.find(pages.get("/noise"))).as("%s", form).isPositive();
				assertThat(search.find(pages.get("/noise/" + peer.id()))).as("%s", form).isPositive();
			}
		}
	}

	/** Checks that there are secrets to look for. */
	private static void assertRecorded(List<byte[]> seeds) {
		assertThat(RecordedSecrets.all()).contains(seeds.toArray(byte[][]::new)).hasSizeGreaterThan(40);
	}

	private void assertNoSecret(String where, byte[] text) {
		int at = new SecretSearch(RecordedSecrets.all()).find(text);
		assertThat(at).as("a key that ends at this place of %s", where).isEqualTo(-1);
		assertThat(text(text)).as(where).doesNotContain(TwoApplications.PASSWORD);
	}

	private static byte[] bytes(Object object) {
		return String.valueOf(object).getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
