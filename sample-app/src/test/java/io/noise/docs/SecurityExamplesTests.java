package io.noise.docs;

import java.nio.file.Path;
import java.util.List;

import io.noise.DialException;
import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.Peer;
import io.noise.identity.AllowList;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import io.noise.identity.Trust;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Examples of {@code docs/security.md}.
 */
class SecurityExamplesTests {

	@Test
	void identity_outlivesTheNode(@TempDir Path directory) {
		Path file = directory.resolve("node.pem");
		// tag::identity[]
		Identity identity = Identity.loadOrCreate(file); // or load, which never creates
		Node node = Node.builder().session(Sessions.secure(identity)).build();
		System.out.println("others pin or list " + node.id());
		// end::identity[]
		node.close();
		assertThat(Identity.load(file).id()).hasToString(node.id());
	}

	@Test
	void allowList_mayBeChangedAtAnyTime() {
		try (Node other = Node.builder().build()) {
			NodeId friend = NodeId.parse(other.id());
			// tag::allow[]
			AllowList welcome = Trust.allowList(List.of(friend));
			Node node = Node.builder().trust(welcome).build();
			// end::allow[]
			try (node) {
				node.listen();
				Peer peer = other.dial(node.externalAddress());
				await().until(() -> node.peers().size() == 1);
				Peer here = node.peers().get(0);
				// tag::allow[]
				welcome.remove(friend); // closes its connections as well
				// end::allow[]
				await().until(() -> !peer.isConnected() && !here.isConnected());
				assertThat(here.disconnectReason()).contains(DisconnectReason.REJECTED);
				assertThatExceptionOfType(DialException.class).isThrownBy(() -> other.dial(node.externalAddress()))
					.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.HANDSHAKE));
			}
		}
	}

	@Test
	void pinnedAddress_reachesThatNodeOnly() {
		try (Node shop = Node.builder().build(); Node node = Node.builder().build()) {
			shop.listen();
			String id = shop.id();
			String address = shop.externalAddress();
			// tag::pin[]
			// the node with this id, or a DialException that names both ids
			Peer peer = node.dial(id + "@" + address);
			// end::pin[]
			assertThat(peer.identity()).map(NodeId::toString).contains(id);
			assertThatExceptionOfType(DialException.class)
				.isThrownBy(() -> node.dial(Identity.generate().id() + "@" + address))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.HANDSHAKE));
		}
	}

}
