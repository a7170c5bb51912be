package io.noise.spring.hook;

import io.noise.Peer;
import io.noise.spring.annotation.OnPeerInit;
import io.noise.spring.hook.elsewhere.ForeignParent;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotated methods of beans that are behind a proxy.
 */
@SuppressWarnings("unused") // hooks are called by reflection
class ProxiedHookTests {

	@Test
	void classProxy_isPassedWhereItCan_elseItsTargetIsCalled() {
		runner(true, ByClass.class).run((context) -> {
			assertThat(AopUtils.isCglibProxy(context.getBean("proxied"))).isTrue();
			assertThat(HookedNode.dial(context).entries()).containsExactlyInAnyOrder("advice: onPublic", "public",
					"advice: onPackage", "package", "private", "final", "package-private of another package");
		});
	}

	@Test
	void lazyBean_isMadeByItsFirstEvent_andAdvised() {
		runner(true, LazyByClass.class).run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("proxied")).isFalse();
			assertThat(HookedNode.dial(context).entries()).contains("advice: onPublic", "private");
		});
	}

	@Test
	void interfaceProxy_isCalledByItsInterface() {
		runner(false, ByInterface.class).run((context) -> {
			assertThat(AopUtils.isJdkDynamicProxy(context.getBean("proxied"))).isTrue();
			assertThat(HookedNode.dial(context).entries()).containsExactlyInAnyOrder("advice: annotatedInInterface",
					"interface", "advice: annotatedInClass", "class", "private");
		});
	}

	@Test
	void lazyBeanBehindInterfaceProxy_isCalledByItsInterface() {
		runner(false, LazyByInterface.class)
			.run((context) -> assertThat(HookedNode.dial(context).entries()).containsExactlyInAnyOrder(
					"advice: annotatedInInterface", "interface", "advice: annotatedInClass", "class", "private"));
	}

	@Test
	void handMadeProxy_isSearchedForItsTargetsMethods() {
		HookedNode.contextRunner(HandMade.class)
			.run((context) -> assertThat(HookedNode.dial(context).entries()).containsExactlyInAnyOrder("interface",
					"class", "private"));
	}

	@Test
	void scopedProxy_leadsToAnInstanceOfItsScope() {
		HookedNode.contextRunner(Scoped.class).run((context) -> {
			Journal journal = context.getBean(Journal.class);
			assertThat(journal.entries()).isEmpty();
			assertThat(HookedNode.dial(context).entries()).containsExactlyInAnyOrder("made", "public", "made",
					"private");
		});
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

	private static ApplicationContextRunner runner(boolean proxyTargetClass, Class<?> configuration) {
		return HookedNode.contextRunner(Advice.class, configuration)
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

	static class ClassGreeter extends ForeignParent {

		ClassGreeter(Journal journal) {
			super(journal);
		}

		@OnPeerInit
		public void onPublic() {
			this.journal.add("public");
		}

		@OnPeerInit
		void onPackage(Peer peer) {
			this.journal.add("package");
		}

		@OnPeerInit
		private void onPrivate(Peer peer) {
			this.journal.add("private");
		}

		@OnPeerInit
		public final void onFinal() {
			this.journal.add("final");
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

		@OnPeerInit
		private void onPrivate() {
			this.journal.add("private");
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
		private void onPrivate() {
			this.journal.add("private");
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
