package io.noise.spring.hook;

import io.noise.DisconnectReason;
import io.noise.Metadata;
import io.noise.Peer;
import io.noise.spring.annotation.OnPeerConnected;
import io.noise.spring.annotation.OnPeerDisconnected;
import io.noise.spring.annotation.OnPeerInit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotated methods that cannot be called.
 */
@SuppressWarnings("unused") // hooks are called by reflection
class InvalidHookTests {

	@ParameterizedTest
	@ValueSource(classes = { Text.class, Supertype.class, LazyText.class, WithReason.class, Primitive.class })
	void parameterThatNobodyCanProvide_failsTheStart(Class<?> bean) {
		HookedNode.contextRunner(bean)
			.run((context) -> assertThat(HookedNode.failure(context)).isInstanceOf(InvalidHookException.class)
				.hasMessageContaining("." + bean.getSimpleName() + ".hook(")
				.hasMessageContaining("Node, Peer, in any order, or none"));
	}

	@Test
	void explanation_namesTheMethodAndWhatIsAllowed() {
		HookedNode.contextRunner(OfTheEnd.class)
			.run((context) -> assertThat(HookedNode.failure(context))
				.asInstanceOf(InstanceOfAssertFactories.type(InvalidHookException.class))
				.extracting(InvalidHookException::analysis)
				.satisfies((analysis) -> {
					assertThat(analysis.getDescription()).isEqualTo(
							"The method InvalidHookTests.OfTheEnd.gone(Peer, int) of bean 'invalidHookTests.OfTheEnd' is annotated with @OnPeerDisconnected and cannot be "
									+ "called: its parameters may be @PeerMetadata, Node, Peer, DisconnectReason, in any "
									+ "order, or none.");
					assertThat(analysis.getAction())
						.contains("void io.noise.spring.hook.InvalidHookTests$OfTheEnd.gone(io.noise.Peer,int)");
				}));
	}

	static class Text {

		@OnPeerConnected
		void hook(String text) {
		}

	}

	static class Primitive {

		@OnPeerInit
		private void hook(Peer peer, int number) {
		}

	}

	static class Supertype {

		@OnPeerInit
		void hook(Metadata metadata) {
		}

	}

	@Lazy
	static class LazyText {

		@OnPeerInit
		void hook(Peer peer, String text) {
		}

	}

	static class WithReason {

		@OnPeerConnected
		void hook(Peer peer, DisconnectReason reason) {
		}

	}

	static class OfTheEnd {

		@OnPeerDisconnected
		void gone(Peer peer, int number) {
		}

	}

}
