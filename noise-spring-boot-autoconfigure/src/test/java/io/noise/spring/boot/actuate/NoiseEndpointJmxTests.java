package io.noise.spring.boot.actuate;

import java.util.Collections;
import java.util.Map;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.noise.Peer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link NoiseEndpoint} over JMX.
 */
@SpringBootTest(classes = EndpointApplication.class, webEnvironment = WebEnvironment.NONE,
		properties = { "spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=noise",
				"management.endpoint.noise.access=unrestricted",
				"management.endpoint.noise.show-values=when-authorized" })
class NoiseEndpointJmxTests extends TwoNodes {

	@Autowired
	private MBeanServer server;

	@Test
	void report_tellsWithValues() throws Exception {
		assertThat(invoke("report")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsOnlyKeys("node", "configured", "opcodes", "peers", "page")
			.extractingByKey("node", InstanceOfAssertFactories.MAP)
			.containsEntry("id", this.node.id())
			.containsEntry("metadata", Map.of("region", "eu", "apiKey", "******"));
	}

	@Test
	void dialAndDisconnect_tellThePeer() throws Exception {
		Map<?, ?> dialed = (Map<?, ?>) invoke("dial", this.other.externalAddress());
		Peer peer = this.node.peers().get(0);
		assertThat(dialed.get("id")).isEqualTo(peer.id());
		assertThat(invoke("peer", peer.id())).isEqualTo(dialed);
		assertThat(((Map<?, ?>) invoke("disconnect", peer.id())).get("id")).isEqualTo(peer.id());
		assertThat(peer.isConnected()).isFalse();
		assertThat(invoke("peer", peer.id())).isNull();
		assertThat(invoke("disconnect", peer.id())).isNull();
	}

	@Test
	void dial_noAddress_throwsWhatEveryClientKnows() {
		assertThatException().isThrownBy(() -> invoke("dial", "nonsense"))
			.havingCause()
			.isExactlyInstanceOf(IllegalStateException.class)
			.withMessageContaining("nonsense");
	}

	private Object invoke(String operation, String... arguments) throws Exception {
		String[] signature = Collections.nCopies(arguments.length, String.class.getName()).toArray(String[]::new);
		ObjectName name = new ObjectName("org.springframework.boot:type=Endpoint,name=Noise");
		return this.server.invoke(name, operation, arguments, signature);
	}

}
