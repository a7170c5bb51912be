package io.noise.spring.boot.autoconfigure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.Peer;
import io.noise.session.Sessions;
import io.noise.spring.annotation.OnPeerInit;
import io.noise.spring.event.PeerInitializedEvent;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.Advisor;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.RootClassFilter;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ProxyType;
import org.springframework.context.annotation.Proxyable;
import org.springframework.context.annotation.Role;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications whose node has a proxy: by an aspect, or one that they make themselves.
 */
class ProxiedNodeTests {

	@ParameterizedTest
	@ValueSource(classes = { Advised.class, AdvisedOwn.class, Wrapped.class })
	void node_isStarted_getsHooks_andIsClosed(Class<?> configuration) {
		Calls calls;
		Node node;
		try (ConfigurableApplicationContext application = run(configuration, "noise.session=plain")) {
			calls = application.getBean(Calls.class);
			node = application.getBean(Node.class);
			assertThat(Proxy.isProxyClass(node.getClass())).isTrue();
			assertThat(node.state()).isEqualTo(NodeState.LISTENING);
			try (Node other = Node.builder().session(Sessions.plain()).build()) {
				node.dial(listening(other));
			}
			assertThat(calls.names).contains("holdBack", "onPeerInit", "listen", "dial");
			assertThat(calls.peers).containsOnlyOnce("hook", "event");
		}
		assertThat(calls.names).contains("quiesce", "closeAsync");
		assertThat(node.state()).isEqualTo(NodeState.CLOSED);
	}

	private static ConfigurableApplicationContext run(Class<?> configuration, String... properties) {
		return new SpringApplicationBuilder(configuration).web(WebApplicationType.NONE).properties(properties).run();
	}

	private static String listening(Node node) {
		node.listen();
		return node.externalAddress();
	}

	@Test
	void nodeOfTheStarter_advised_keepsTheTrustOfTheProperties() {
		try (ConfigurableApplicationContext application = run(Advised.class, "noise.trust.mode=tofu")) {
			assertThat(application.getBean(Node.class).state()).isEqualTo(NodeState.LISTENING);
		}
	}

	/** Calls of the node, and hooks that have run. */
	static class Calls {

		final List<String> names = new CopyOnWriteArrayList<>();

		final List<String> peers = new CopyOnWriteArrayList<>();

		@OnPeerInit
		void init(Peer peer) {
			this.peers.add("hook");
		}

		@EventListener
		void init(PeerInitializedEvent event) {
			this.peers.add("event");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Calls.class)
	static class Application {

	}

	/** Advises nodes as an aspect does. Boot asks for proxies that are subclasses. */
	static class Advised extends Application {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static Advisor advisor(Calls calls) {
			MethodInterceptor count = (call) -> {
				calls.names.add(call.getMethod().getName());
				return call.proceed();
			};
			return new DefaultPointcutAdvisor(new ComposablePointcut(new RootClassFilter(Node.class)), count);
		}

	}

	static class AdvisedOwn extends Advised {

		@Bean
		@Proxyable(ProxyType.INTERFACES)
		Node node() {
			return Node.builder().session(Sessions.plain()).build();
		}

	}

	static class Wrapped extends Application {

		@Bean
		static BeanPostProcessor wrapper(Calls calls) {
			return new BeanPostProcessor() {
				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof Node node) ? wrap(node, calls) : bean;
				}
			};
		}

		private static Node wrap(Node node, Calls calls) {
			return (Node) Proxy.newProxyInstance(Node.class.getClassLoader(), new Class<?>[] { Node.class },
					(proxy, method, arguments) -> {
						calls.names.add(method.getName());
						try {
							return method.invoke(node, arguments);
						}
						catch (InvocationTargetException ex) {
							throw ex.getTargetException();
						}
					});
		}

	}

}
