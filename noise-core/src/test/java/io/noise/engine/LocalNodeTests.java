package io.noise.engine;

import io.noise.Node;
import io.noise.session.Session;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LocalNodeTests {

	@Test
	void sessionKind_isTheSessionOfTheBuilder() {
		Session plain = Sessions.plain();
		try (Node node = Node.builder().session(plain).build()) {
			assertThat(node.sessionKind()).isSameAs(plain);
			assertThat(node.session()).isEqualTo("plain");
		}
	}

	@Test
	void sessionKind_ofAnyNode_isSecureByDefault() {
		try (Node node = Node.builder().build()) {
			assertThat(node.sessionKind().name()).isEqualTo(node.session()).isEqualTo("secure");
			assertThat(node.sessionKind().provesIdentities()).isTrue();
		}
	}

}
