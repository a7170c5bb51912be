package io.noise.spring.boot.autoconfigure;

import java.util.List;
import java.util.Map;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.identity.AllowList;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import io.noise.identity.Trust;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Trust of {@code noise.trust.*}, which holds wherever it is set, or nothing starts.
 */
class TrustTests {

	private static final NodeId FRIEND = Identity.generate().id();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoiseAutoConfiguration.class));

	// --- beside something else that says who is trusted

	@ParameterizedTest
	@ValueSource(strings = { "noise.trust.mode=open", "noise.trust.mode=tofu", "noise.trust.peers=nonsense",
			"noise.trust.peers=", "noise.trust.known-peers=file" })
	void anyProperty_besideAnythingElse_failsTheStart(String property) {
		String name = property.substring(0, property.indexOf('='));
		for (ApplicationContextRunner application : List.of(this.runner.withBean("own", Trust.class, Trust::open),
				this.runner.withBean("own", AllowList.class, () -> Trust.allowList(List.of(FRIEND))),
				this.runner.withBean(NodeBuilderCustomizer.class, () -> (builder) -> builder.trust(Trust.firstUse())),
				this.runner.withBean("own", Node.class, () -> Node.builder().build()))) {
			application.run((context) -> assertThat(context).hasNotFailed());
			application.withPropertyValues(property)
				.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(name));
			application.withPropertyValues(property, "spring.main.lazy-initialization=true")
				.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(name));
		}
	}

	@Test
	void customizerThatSetsOtherThings_isFine() {
		this.runner.withPropertyValues("noise.trust.peers=" + FRIEND)
			.withBean(NodeBuilderCustomizer.class, () -> (builder) -> builder.metadata("a", 1))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void customizerThatTakesTheIdentitiesAway_failsTheStart() {
		this.runner.withPropertyValues("noise.trust.peers=" + FRIEND)
			.withBean(NodeBuilderCustomizer.class, () -> (builder) -> builder.session(Sessions.plain()))
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void nodeOfAParent_hasItsTrust_orTheChildFails() {
		this.runner.withPropertyValues("noise.trust.peers=" + FRIEND).run((parent) -> {
			this.runner.withParent(parent).run((child) -> assertThat(child).hasNotFailed());
			this.runner.withParent(parent)
				.withPropertyValues("noise.trust.peers=" + FRIEND)
				.run((child) -> assertThat(child).hasNotFailed());
			this.runner.withParent(parent)
				.withPropertyValues("noise.trust.peers=" + Identity.generate().id())
				.run((child) -> assertThat(child).hasFailed());
		});
		this.runner.run((parent) -> this.runner.withParent(parent)
			.withPropertyValues("noise.trust.mode=tofu")
			.run((child) -> assertThat(child).hasFailed()));
	}

	// --- when the values come

	@Test
	void valuesThatComeLate_hold() {
		this.runner
			.withInitializer((context) -> context.addBeanFactoryPostProcessor((beans) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("late", Map.of("noise.trust.peers", FRIEND.toString())))))
			.run((context) -> assertThat(context.getBean(AllowList.class).nodes()).containsExactly(FRIEND));
	}

	@ParameterizedTest
	@ValueSource(strings = { "noise.trust.mode=", "noise.trust.mode=${nothing:}", "noise.trust.peers=",
			"noise.trust.peers=${nothing:}", "noise.trust.peers= ", "noise.trust.known-peers=" })
	void emptyValue_failsTheStart(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining(property.substring(0, property.indexOf('='))));
	}

	@Test
	void modeOpen_withAnEmptyList_isOpen() {
		this.runner.withPropertyValues("noise.trust.mode=open", "noise.trust.peers=")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	// --- the bean

	@ParameterizedTest
	@EnumSource(NoiseProperties.Trust.Mode.class)
	void list_isDefinedInEachMode_andUsableInItsOwn(NoiseProperties.Trust.Mode mode) {
		boolean listed = mode == NoiseProperties.Trust.Mode.ALLOW_LIST;
		this.runner.withPropertyValues("noise.trust.mode=" + mode, listed ? "noise.trust.peers=" + FRIEND : "a=b")
			.run((context) -> {
				AllowList list = context.getBean(AllowList.class);
				if (listed) {
					assertThat(list.contains(FRIEND)).isTrue();
					return;
				}
				for (Runnable call : List.<Runnable>of(list::nodes, () -> list.contains(FRIEND),
						() -> list.trusts(FRIEND), () -> list.add(FRIEND), () -> list.remove(FRIEND),
						() -> list.replace(List.of(FRIEND)), () -> list.onChange(() -> {
						}))) {
					assertThatIllegalStateException().isThrownBy(call::run).withMessageContaining("noise.trust.mode");
				}
				assertThat(list).asString().contains("not in use");
			});
	}

	@Test
	void trustOfTheApplication_isInjected_andTheListIsThere() {
		Trust own = Trust.firstUse();
		this.runner.withBean("own", Trust.class, () -> own).run((context) -> {
			assertThat(context.getBeanProvider(Trust.class).getObject()).isSameAs(own);
			assertThat(context.getBeanProvider(AllowList.class).getObject()).asString().contains("not in use");
		});
	}

	@Test
	void listOfTheApplication_isTheOnlyOne() {
		this.runner.withBean("own", AllowList.class, () -> Trust.allowList(List.of(FRIEND)))
			.run((context) -> assertThat(context).hasSingleBean(AllowList.class).hasBean("own"));
	}

	@Test
	void severalTrusts_failTheStart() {
		this.runner.withBean("one", Trust.class, Trust::open)
			.withBean("two", Trust.class, Trust::firstUse)
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void nodeBuiltByTheApplication_withoutProperties_isFine() {
		this.runner.withBean("own", Node.class, () -> Node.builder().build())
			.run((context) -> assertThat(context.getBean(Node.class).state()).isEqualTo(NodeState.NEW));
	}

}
