package io.noise.spring.node;

import java.time.Duration;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.Peer;
import io.noise.Registration;
import io.noise.RequestHandler;
import io.noise.session.Session;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

class OptionalOperationsTests {

	@Test
	void node_hasAllOfThem() {
		Session session = Sessions.plain();
		Node node = Node.builder().session(session).build();
		assertThat(OptionalOperations.session(node)).containsSame(session);
		Registration held = OptionalOperations.holdBack(node, "later");
		assertThatIllegalStateException().isThrownBy(node::listen);
		held.close();
		assertThat(OptionalOperations.reachAsync(node, "nonsense")).isCompletedExceptionally();
		assertThat(OptionalOperations.closeAsync(node)).succeedsWithin(Duration.ofSeconds(20));
		assertThat(node.state()).isEqualTo(NodeState.CLOSED);
	}

	@Test
	void requests_areAnsweredWhereTypesHaveNames() {
		Node plain = Node.builder().session(Sessions.plain()).build();
		Node secure = Node.builder().build();
		assertThat(OptionalOperations.answersRequests(plain)).isFalse();
		assertThat(OptionalOperations.answersRequests(secure)).isTrue();
		assertThat(OptionalOperations.answersRequests(FakeNode.create())).isTrue();
		assertThat(OptionalOperations.answersRequests(Mockito.mock())).isTrue();
	}

	@Test
	void requestHandler_isRegisteredWhereThatCanBeDone() {
		Node node = Mockito.mock();
		Registration registration = Mockito.mock();
		RequestHandler<Object> handler = (peer, request) -> request;
		given(node.onRequest(String.class, handler)).willReturn(registration);
		assertThat(OptionalOperations.onRequest(node, String.class, handler)).isSameAs(registration);
		assertThatCode(OptionalOperations.onRequest(node, Integer.class, handler)::close).doesNotThrowAnyException();
		assertThatCode(OptionalOperations.onRequest(FakeNode.create(), String.class, handler)::close)
			.doesNotThrowAnyException();
	}

	@Test
	void mock_hasNone() {
		Node node = Mockito.mock();
		assertThat(OptionalOperations.session(node)).isEmpty();
		assertThatCode(OptionalOperations.holdBack(node, "later")::close).doesNotThrowAnyException();
		assertThat(OptionalOperations.closeAsync(node)).isCompleted();
		then(node).should().closeAsync();
	}

	@Test
	void fake_isClosedAndDialsInTheWaysThatItHas() {
		Node node = FakeNode.create();
		assertThat(OptionalOperations.session(node)).isEmpty();
		assertThatCode(OptionalOperations.holdBack(node, "later")::close).doesNotThrowAnyException();
		assertThat(OptionalOperations.reachAsync(node, "h:1")).isCompletedWithValue((Peer) null);
		assertThat(OptionalOperations.closeAsync(node)).isCompleted();
		assertThat(node.state()).isEqualTo(NodeState.CLOSED);
	}

}
