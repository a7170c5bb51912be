package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.noise.Node;
import io.noise.PeerAuthorizer;
import io.noise.identity.AllowList;
import io.noise.identity.Trust;
import io.noise.spring.NoiseOperations;
import io.noise.spring.NoiseTemplate;
import io.noise.spring.event.PeerEventPublisher;
import io.noise.spring.hook.HookRegistrar;
import io.noise.spring.node.OptionalOperations;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.ProxyType;
import org.springframework.context.annotation.Proxyable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Gives the application a {@link Node}: built from {@link NoiseProperties},
 * {@link NodeBuilderCustomizer}, {@link MessageComponentCodec} and
 * {@link MessagesCustomizer} beans, started when the application is ready, closed when it
 * ends, with annotated beans as its hooks and message handlers. Events of its peers are
 * also published in the context, and {@link NoiseOperations} sends to them.
 * <p>
 * A {@link Node} bean of the application takes the place of this one, and is started and
 * closed likewise. Of several, it is the primary one. The node of a parent context is
 * used, but left to the parent to start and close.
 */
@AutoConfiguration
@Conditional(OnNodeCondition.class)
@EnableConfigurationProperties(NoiseProperties.class)
public final class NoiseAutoConfiguration {

	/**
	 * Time that an application may take until it is ready, before a warning is logged.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	NoiseAutoConfiguration() {
	}

	@Bean
	static PrivateKeyGuard noisePrivateKeyGuard(ConfigurableEnvironment environment) {
		return new PrivateKeyGuard(environment);
	}

	@Bean
	NodeTrust noiseNodeTrust(NoiseProperties properties, ApplicationContext context) {
		return new NodeTrust(properties.trust(), context);
	}

	/**
	 * The list of {@code noise.trust.peers}. Exists in every mode, since the mode is not
	 * known before the properties are bound. A fallback, so that a Trust bean of the
	 * application remains the only one.
	 */
	@Bean
	@Fallback
	@ConditionalOnMissingBean
	AllowList noiseAllowList(NodeTrust trust) {
		return trust.list();
	}

	@Bean
	NodeMessages noiseNodeMessages(ConfigurableListableBeanFactory beans,
			ObjectProvider<MessagesCustomizer> customizers) {
		return new NodeMessages(new ComponentCodecBeans(beans), customizers);
	}

	/** Advice applies through the interface, since the class of the node is final. */
	@Bean
	@Proxyable(ProxyType.INTERFACES)
	@ConditionalOnMissingBean
	Node noiseNode(NoiseProperties properties, NodeTrust nodeTrust, ObjectProvider<Trust> trust,
			ObjectProvider<PeerAuthorizer> authorizer, ObjectProvider<NodeBuilderCustomizer> customizers,
			NodeMessages messages) {
		Node.Builder builder = Node.builder();
		new PropertiesNodeBuilderCustomizer(properties).customize(builder);
		Trust chosen = nodeTrust.choose(trust.getIfAvailable());
		PeerAuthorizer ownAuthorizer = authorizer.getIfAvailable();
		if (properties.session() != NoiseProperties.Session.SECURE
				&& (chosen.needsIdentities() || ownAuthorizer != null)) {
			throw new InvalidConfigurationPropertyValueException("noise.session", properties.session(),
					"It proves no identities, which noise.trust or a PeerAuthorizer bean requires. Use secure, or "
							+ "trust every node.");
		}
		builder.trust(chosen);
		if (ownAuthorizer != null) {
			builder.authorizer(ownAuthorizer);
		}
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		nodeTrust.expectKept(chosen, builder);
		Node node = NodeMessages.registering("The blocks of the protocol", builder::build);
		nodeTrust.built(node);
		messages.register(node.messages());
		StartNotes.log(node, properties, builder.trust().needsIdentities() || ownAuthorizer != null);
		return node;
	}

	/**
	 * Runs hooks on virtual threads. Defines no executor bean, since Boot would then not
	 * make its own.
	 */
	@Bean
	@ConditionalOnThreading(Threading.VIRTUAL)
	@Order(Ordered.HIGHEST_PRECEDENCE)
	NodeBuilderCustomizer noiseVirtualThreads() {
		return (builder) -> builder.executor(new VirtualThreadTaskExecutor("noise-worker-"));
	}

	/** Each context has a registrar of its own, also where its parent has one. */
	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	static HookRegistrar noiseHookRegistrar() {
		return new HookRegistrar();
	}

	/** Defined after the registrar, so that events come after hooks. */
	@Bean
	@ConditionalOnBean(value = Node.class, search = SearchStrategy.CURRENT)
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	PeerEventPublisher noisePeerEventPublisher(Node node, ApplicationEventPublisher publisher) {
		return new PeerEventPublisher(node, publisher);
	}

	@Bean
	@ConditionalOnMissingBean(NoiseOperations.class)
	NoiseTemplate noiseTemplate(Node node) {
		return new NoiseTemplate(node);
	}

	@Bean
	@ConditionalOnBean(value = Node.class, search = SearchStrategy.CURRENT)
	NodeLifecycle noiseNodeLifecycle(Node node, NoiseProperties properties, ConfigurableApplicationContext context) {
		List<String> peers = PeerAddresses.check(properties.peers(), OptionalOperations.session(node).orElse(null),
				context.getEnvironment());
		return new NodeLifecycle(node, peers, properties.startOn(), PATIENCE, context,
				() -> StartLine.log(node, properties));
	}

	@Bean
	@ConditionalOnBean(value = Node.class, search = SearchStrategy.CURRENT)
	NodeQuiesceLifecycle noiseNodeQuiesceLifecycle(Node node) {
		return new NodeQuiesceLifecycle(node);
	}

}
