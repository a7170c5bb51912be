package io.noise.spring.hook;

import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

import io.noise.Node;
import io.noise.Peer;
import io.noise.PeerCallback;
import io.noise.spring.annotation.OnPeerInit;
import io.noise.spring.hook.elsewhere.ForeignParent;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotated methods of beans that are behind a proxy.
 */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("unused") // hooks are called by reflection
class ProxiedHookTests {

	@Test
	void classProxy_advisesWhatItCanOverride() {
		runner(true, ByClass.class).run((context) -> {
			assertThat(AopUtils.isCglibProxy(context.getBean("proxied"))).isTrue();
			assertThat(HookedNode.dial(context).entries()).containsExactlyInAnyOrder("advice: onPublic", "public",
					"advice: onProtected", "protected", "advice: onPackage", "package");
		});
	}

	@ParameterizedTest
	@CsvSource({ "PrivateGreeter, onPrivate(), is private", "FinalGreeter, onFinal(), is final",
			"StaticGreeter, onStatic(), is static",
			"ForeignGreeter, ForeignParent.ofAnotherPackage(), is package-private in another package" })
	void methodThatAClassProxyCannotOverride_failsTheStart(String bean, String method, String obstacle) {
		Class<?> type = ClassUtils.resolveClassName(getClass().getName() + "$" + bean, null);
		for (boolean lazy : new boolean[] { false, true }) {
			runner(true).withInitializer(bean(type, (definition) -> definition.setLazyInit(lazy)))
				.run((context) -> assertUnreachable(context, method, obstacle));
		}
		runner(false).withBean("plain", type).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void scopedBean_isRefusedForWhatItsProxyCannotOverride() {
		HookedNode.contextRunner(PrivateScoped.class)
			.run((context) -> assertUnreachable(context, "onPrivate()", "is private"));
	}

	@Test
	void prototype_isRefusedForWhatItsProxyWillNotOverride() {
		runner(true)
			.withInitializer(
					bean(PrivateGreeter.class, (definition) -> definition.setScope(BeanDefinition.SCOPE_PROTOTYPE)))
			.run((context) -> assertUnreachable(context, "onPrivate()", "is private"));
	}

	@Test
	void proxyThatIsNotOfSpring_isSeenByTheClassThatItReplaces() {
		HookedNode.contextRunner()
			.withBean(Replacing.class, () -> new Replacing((bean) -> new ByHand()))
			.withBean("proxied", PrivateGreeter.class)
			.run((context) -> assertUnreachable(context, "onPrivate()", "is private"));
		HookedNode.contextRunner()
			.withBean(Replacing.class, () -> new Replacing((bean) -> Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { Greets.class }, (proxy, method, arguments) -> method.invoke(bean, arguments))))
			.withBean("proxied", HiddenGreeter.class)
			.run((context) -> assertThat(HookedNode.failure(context)).hasMessageContaining("HiddenGreeter.hidden(Peer)")
				.hasMessageContaining("a JDK proxy"));
	}

	@Test
	void proxyThatNobodyCouldForesee_isRefusedByTheFirstEvent(CapturedOutput output) {
		HookedNode.contextRunner().withBean(Replacing.class, () -> new Replacing((bean) -> new ProxyFactory(bean) {
			{
				setProxyTargetClass(true);
			}
		}.getProxy()))
			.withInitializer(bean(PrivateGreeter.class, (definition) -> definition.setLazyInit(true)))
			.run((context) -> {
				assertThat(HookedNode.dial(context).entries()).isEmpty();
				assertThat(output).contains("PrivateGreeter.onPrivate()").contains("because it is private");
				assertThat(context.getBean(Node.class).stats().hookFailures()).isOne();
			});
	}

	@Test
	void callbackBean_isLikeAMethod() {
		runner(true).withBean("proxied", FinalCallback.class)
			.run((context) -> assertUnreachable(context, "FinalCallback.handle(Node, Peer)", "is final"));
	}

	@Test
	void configurationClass_isNoProxy() {
		HookedNode.contextRunner(PrivateConfiguration.class)
			.run((context) -> assertThat(HookedNode.dial(context).entries()).containsExactly("private"));
	}

	private static ApplicationContextInitializer<ConfigurableApplicationContext> bean(Class<?> type,
			BeanDefinitionCustomizer customizer) {
		return (context) -> ((GenericApplicationContext) context).registerBean("proxied", type, customizer);
	}

	private static void assertUnreachable(AssertableApplicationContext context, String method, String obstacle) {
		assertThat(HookedNode.failure(context)).isInstanceOfSatisfying(InvalidHookException.class,
				(failure) -> assertThat(failure).hasMessageContaining(method)
					.hasMessageContaining("because it " + obstacle)
					.hasMessageContaining("behind a proxy of its class"));
	}

	@Test
	void lazyBean_isMadeByItsFirstEvent_andAdvised() {
		runner(true, LazyByClass.class).run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("proxied")).isFalse();
			assertThat(HookedNode.dial(context).entries()).contains("advice: onPublic", "package");
		});
	}

	@Test
	void interfaceProxy_isCalledByItsInterface() {
		runner(false, ByInterface.class).run((context) -> {
			assertThat(AopUtils.isJdkDynamicProxy(context.getBean("proxied"))).isTrue();
			assertThat(HookedNode.dial(context).entries()).containsExactlyInAnyOrder("advice: annotatedInInterface",
					"interface", "advice: annotatedInClass", "class");
		});
	}

	@Test
	void lazyBeanBehindInterfaceProxy_isCalledByItsInterface() {
		runner(false, LazyByInterface.class)
			.run((context) -> assertThat(HookedNode.dial(context).entries()).containsExactlyInAnyOrder(
					"advice: annotatedInInterface", "interface", "advice: annotatedInClass", "class"));
	}

	@Test
	void handMadeProxy_isSearchedForItsTargetsMethods() {
		HookedNode.contextRunner(HandMade.class)
			.run((context) -> assertThat(HookedNode.dial(context).entries()).containsExactlyInAnyOrder("interface",
					"class"));
	}

	@Test
	void scopedProxy_leadsToAnInstanceOfItsScope() {
		HookedNode.contextRunner(Scoped.class).run((context) -> {
			Journal journal = context.getBean(Journal.class);
			assertThat(journal.entries()).isEmpty();
			assertThat(HookedNode.dial(context).entries()).containsExactlyInAnyOrder("made", "public", "made",
					"package");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void privateMethodBehindAnInterfaceProxy_failsTheStart(boolean lazy) {
		runner(false).withInitializer(bean(PrivateInterfaceGreeter.class, (definition) -> definition.setLazyInit(lazy)))
			.run((context) -> assertThat(HookedNode.failure(context))
				.hasMessageContaining("PrivateInterfaceGreeter.onPrivate()")
				.hasMessageContaining("JDK proxy"));
	}

	@Test
	void methodThatAnInterfaceProxyHides_failsTheStart() {
		runner(false, Hidden.class).run((context) -> assertThat(HookedNode.failure(context))
			.isInstanceOfSatisfying(InvalidHookException.class, (failure) -> {
				assertThat(failure).hasMessageContaining("ProxiedHookTests.HiddenGreeter.hidden(Peer)")
					.hasMessageContaining("'proxied'")
					.hasMessageContaining("JDK proxy")
					.hasMessageContaining("ProxiedHookTests$Greets");
				assertThat(failure.analysis().getAction()).contains("spring.aop.proxy-target-class=true");
			}));
	}

	private static ApplicationContextRunner runner(boolean proxyTargetClass, Class<?>... configuration) {
		return HookedNode.contextRunner(Advice.class)
			.withUserConfiguration(configuration)
			.withPropertyValues("proxy-target-class=" + proxyTargetClass);
	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		@Bean
		MethodInterceptor tracer(Journal journal) {
			return (invocation) -> {
				journal.add("advice: " + invocation.getMethod().getName());
				return invocation.proceed();
			};
		}

		@Bean
		static BeanNameAutoProxyCreator proxyCreator(Environment environment) {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("proxied");
			creator.setInterceptorNames("tracer");
			creator.setProxyTargetClass(environment.getRequiredProperty("proxy-target-class", Boolean.class));
			return creator;
		}

	}

	static class ClassGreeter {

		private final Journal journal;

		ClassGreeter(Journal journal) {
			this.journal = journal;
		}

		@OnPeerInit
		public void onPublic() {
			this.journal.add("public");
		}

		@OnPeerInit
		protected void onProtected() {
			this.journal.add("protected");
		}

		@OnPeerInit
		void onPackage(Peer peer) {
			this.journal.add("package");
		}

	}

	static class PrivateGreeter {

		@OnPeerInit
		private void onPrivate() {
			throw new AssertionError("called past its proxy");
		}

	}

	static class ByHand extends PrivateGreeter {

	}

	static class FinalGreeter {

		@OnPeerInit
		public final void onFinal() {
		}

	}

	static class StaticGreeter {

		@OnPeerInit
		static void onStatic() {
		}

	}

	static class ForeignGreeter extends ForeignParent {

		ForeignGreeter(Journal journal) {
			super(journal);
		}

	}

	@OnPeerInit
	static class FinalCallback implements PeerCallback {

		@Override
		public final void handle(Node node, Peer peer) {
		}

	}

	@Configuration
	static class PrivateConfiguration {

		private final Journal journal;

		PrivateConfiguration(Journal journal) {
			this.journal = journal;
		}

		@OnPeerInit
		private void onPrivate() {
			this.journal.add("private");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrivateScoped {

		@Bean
		@Scope(scopeName = BeanDefinition.SCOPE_PROTOTYPE, proxyMode = ScopedProxyMode.TARGET_CLASS)
		PrivateGreeter scoped() {
			return new PrivateGreeter();
		}

	}

	/** Puts something else in the place of a bean. */
	record Replacing(UnaryOperator<Object> replacement) implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return beanName.equals("proxied") ? this.replacement.apply(bean) : bean;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByClass {

		@Bean
		ClassGreeter proxied(Journal journal) {
			return new ClassGreeter(journal);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyByClass {

		@Bean
		@Lazy
		ClassGreeter proxied(Journal journal) {
			return new ClassGreeter(journal);
		}

	}

	interface Greets {

		@OnPeerInit
		void annotatedInInterface(Peer peer);

		void annotatedInClass();

	}

	static class InterfaceGreeter implements Greets {

		private final Journal journal;

		InterfaceGreeter(Journal journal) {
			this.journal = journal;
		}

		@Override
		public void annotatedInInterface(Peer peer) {
			this.journal.add("interface");
		}

		@Override
		@OnPeerInit
		public void annotatedInClass() {
			this.journal.add("class");
		}

	}

	static class PrivateInterfaceGreeter extends InterfaceGreeter {

		PrivateInterfaceGreeter(Journal journal) {
			super(journal);
		}

		@OnPeerInit
		private void onPrivate() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByInterface {

		@Bean
		InterfaceGreeter proxied(Journal journal) {
			return new InterfaceGreeter(journal);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyByInterface {

		@Bean
		@Lazy
		InterfaceGreeter proxied(Journal journal) {
			return new InterfaceGreeter(journal);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HandMade {

		@Bean
		Greets handMade(Journal journal) {
			return (Greets) new ProxyFactory(new InterfaceGreeter(journal)).getProxy();
		}

	}

	static class ScopedGreeter {

		private final Journal journal;

		ScopedGreeter(Journal journal) {
			this.journal = journal;
			journal.add("made");
		}

		@OnPeerInit
		public void onPublic() {
			this.journal.add("public");
		}

		@OnPeerInit
		void onPackage() {
			this.journal.add("package");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Scope(scopeName = BeanDefinition.SCOPE_PROTOTYPE, proxyMode = ScopedProxyMode.TARGET_CLASS)
		ScopedGreeter scoped(Journal journal) {
			return new ScopedGreeter(journal);
		}

	}

	static class HiddenGreeter extends InterfaceGreeter {

		HiddenGreeter(Journal journal) {
			super(journal);
		}

		@OnPeerInit
		public void hidden(Peer peer) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		@Bean
		HiddenGreeter proxied(Journal journal) {
			return new HiddenGreeter(journal);
		}

	}

}
