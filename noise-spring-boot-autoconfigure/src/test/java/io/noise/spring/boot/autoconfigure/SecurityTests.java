package io.noise.spring.boot.autoconfigure;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import io.noise.DialException;
import io.noise.Node;
import io.noise.PeerAuthorizer;
import io.noise.identity.AllowList;
import io.noise.identity.Identity;
import io.noise.identity.IdentityException;
import io.noise.identity.NodeId;
import io.noise.identity.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Identity of the node, and trust in peers: {@code noise.identity.*},
 * {@code noise.trust.*} and beans.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecurityTests {

	private static final String SOMEBODY = Identity.generate().id().toString();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoiseAutoConfiguration.class));

	@TempDir
	Path directory;

	private Path file() {
		return this.directory.resolve("node.pem");
	}

	// --- identity

	@Test
	void noLocation_isAFreshIdentity_andSaysSo(CapturedOutput output) {
		this.runner.run((context) -> assertThat(context.getBean(Node.class).session()).isEqualTo("secure"));
		assertThat(output).contains("ephemeral identity, which ends with this process")
			.contains("noise.identity.location")
			.contains("trusts every node");
	}

	@Test
	void location_isTheIdentityOfTheFile(CapturedOutput output) {
		Identity identity = Identity.loadOrCreate(file());
		this.runner.withPropertyValues("noise.identity.location=" + file())
			.run((context) -> assertThat(context.getBean(Node.class).id()).isEqualTo(identity.id().toString()));
		this.runner.withPropertyValues("noise.identity.location=" + file().toUri())
			.run((context) -> assertThat(context.getBean(Node.class).id()).isEqualTo(identity.id().toString()));
		assertThat(output).doesNotContain("ephemeral identity");
	}

	@Test
	void createIfMissing_keepsTheIdentity() {
		ApplicationContextRunner configured = this.runner.withPropertyValues("noise.identity.location=" + file(),
				"noise.identity.create-if-missing=true");
		configured.run((first) -> configured
			.run((second) -> assertThat(second.getBean(Node.class).id()).isEqualTo(first.getBean(Node.class).id())));
		assertThat(file()).exists();
	}

	@ParameterizedTest
	@CsvSource({ "false, ''", "false, secret", "true, secret" })
	void missingFile_isNotReplaced(boolean create, String password) {
		this.runner
			.withPropertyValues("noise.identity.location=" + file(), "noise.identity.create-if-missing=" + create,
					"noise.identity.password=" + password)
			.run((context) -> assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(NoSuchFileException.class)
				.hasStackTraceContaining(IdentityException.class.getName()));
		assertThat(file()).doesNotExist();
	}

	@Test
	void missingFile_isExplained(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--noise.identity.location=" + file()));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The noise node has no identity: identity file " + file() + ": missing")
			.contains("noise.identity.create-if-missing=true");
	}

	@Test
	void classPathLocation_isRefused() {
		this.runner.withPropertyValues("noise.identity.location=classpath:node.pem")
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("noise.identity.location")
				.hasStackTraceContaining("expected: a path, or file:"));
	}

	@Test
	void password_isNotPrinted() {
		assertThat(new NoiseProperties.Identity("a", false, "text", "secret", Identity.Permissions.OWNER)).asString()
			.doesNotContain("secret")
			.doesNotContain("text");
	}

	// --- trust

	@Test
	void peers_areTheAllowList_whichMayChange(CapturedOutput output) {
		try (Node stranger = Node.builder().build()) {
			this.runner.withPropertyValues("noise.trust.peers=" + SOMEBODY).run((context) -> {
				AllowList list = context.getBean(AllowList.class);
				assertThat(list.nodes()).containsExactly(NodeId.parse(SOMEBODY));
				Node node = context.getBean(Node.class);
				node.listen();
				assertThatExceptionOfType(DialException.class).isThrownBy(() -> stranger.dial(node.externalAddress()))
					.withMessageContaining("not on the allow-list");
				list.add(NodeId.parse(stranger.id()));
				assertThat(stranger.dial(node.externalAddress()).isConnected()).isTrue();
			});
		}
		assertThat(output).doesNotContain("trusts every node");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "noise.trust.mode=allow-list | noise.trust.mode | The list is empty",
					"noise.trust.peers=abc | noise.trust.peers[0] | 52 characters",
					"noise.trust.mode=tofu,noise.trust.peers=abc | noise.trust.peers | no effect in mode TOFU",
					"noise.trust.known-peers=abc | noise.trust.known-peers | no effect in mode OPEN",
					"noise.session=plain,noise.trust.mode=tofu | noise.session | proves no identities",
					"noise.session=plain,noise.peers[0]=" + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
							+ "@10.0.0.7:3000 | noise.peers[0] | session plain proves none" })
	void contradictions_areExplained(String properties, String name, String reason, CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> start(List.of(properties.split(",", -1)).stream().map("--"::concat).toArray(String[]::new)));
		assertThat(output).contains("APPLICATION FAILED TO START").contains(name).contains(reason);
	}

	@Test
	void tofu_remembersInTheFile() throws Exception {
		Path known = this.directory.resolve("known");
		try (Node listener = Node.builder().build()) {
			listener.listen();
			this.runner.withPropertyValues("noise.trust.mode=tofu", "noise.trust.known-peers=" + known)
				.run((context) -> {
					context.getBean(Node.class).dial(listener.externalAddress());
					assertThat(known).hasContent(listener.externalAddress() + " " + listener.id());
				});
		}
		Files.writeString(known, "nonsense");
		this.runner.withPropertyValues("noise.trust.mode=tofu", "noise.trust.known-peers=" + known)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("known peers file " + known + ": line 1"));
	}

	@Test
	void authorizerBean_isAsked() {
		try (Node stranger = Node.builder().build()) {
			this.runner.withBean(PeerAuthorizer.class, () -> (candidate) -> false).run((context) -> {
				Node node = context.getBean(Node.class);
				node.listen();
				assertThatExceptionOfType(DialException.class).isThrownBy(() -> stranger.dial(node.externalAddress()))
					.withMessageContaining("refused by the authorizer");
			});
		}
	}

	@Test
	void severalAuthorizerBeans_failTheStart() {
		this.runner.withBean("one", PeerAuthorizer.class, () -> (candidate) -> true)
			.withBean("two", PeerAuthorizer.class, () -> (candidate) -> true)
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void openTrust_onAllAddresses_isAWarning(CapturedOutput output) {
		this.runner.withPropertyValues("noise.host=0.0.0.0").run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll().lines().filter((line) -> line.contains("trusts every node"))).singleElement()
			.asString()
			.contains("WARN");
	}

	@Test
	void network_keepsNodesApart() {
		try (Node stranger = Node.builder().build()) {
			this.runner.withPropertyValues("noise.secure.network=test", "noise.secure.suites=chachapoly")
				.run((context) -> {
					Node node = context.getBean(Node.class);
					node.listen();
					assertThatExceptionOfType(DialException.class)
						.isThrownBy(() -> stranger.dial(node.externalAddress()));
				});
		}
	}

	@Test
	void limits_areTheNodes() {
		try (Node other = Node.builder().build()) {
			other.listen();
			this.runner.withPropertyValues("noise.limits.max-outbound=1").run((context) -> {
				Node node = context.getBean(Node.class);
				node.dial(other.externalAddress());
				assertThatExceptionOfType(DialException.class).isThrownBy(() -> node.dial(other.externalAddress()))
					.withMessageContaining("noise.limits.max-outbound");
			});
		}
	}

	private static void start(String... arguments) {
		new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(arguments).close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
