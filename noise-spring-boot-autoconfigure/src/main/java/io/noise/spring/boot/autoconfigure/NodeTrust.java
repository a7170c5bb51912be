package io.noise.spring.boot.autoconfigure;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import io.noise.Node;
import io.noise.identity.AllowList;
import io.noise.identity.Trust;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationContext;

/**
 * Enforces {@code noise.trust.*} wherever it is set. Decides from the values at the time
 * when the node is built, not from the beans that exist: those may have been chosen when
 * the application was built.
 */
final class NodeTrust implements SmartInitializingSingleton {

	private final NoiseProperties.Trust given;

	private final AllowList list;

	private final ApplicationContext context;

	/** Nodes that were built with the trust of the properties. */
	private final Set<Object> nodes = Collections.newSetFromMap(new IdentityHashMap<>());

	NodeTrust(NoiseProperties.Trust given, ApplicationContext context) {
		expectMode(context);
		this.given = given;
		this.list = TrustMapper.allowList(given);
		this.context = context;
	}

	/** Refuses an empty text, which binds as if the property were not set. */
	private static void expectMode(ApplicationContext context) {
		String mode = Binder.get(context.getEnvironment()).bind(TrustMapper.MODE, String.class).orElse(null);
		if (mode != null && mode.isBlank()) {
			throw new InvalidConfigurationPropertyValueException(TrustMapper.MODE, mode,
					"It is empty. Name a mode, or remove it.");
		}
	}

	/**
	 * The list of the properties; in other modes a list whose methods throw.
	 */
	AllowList list() {
		return this.list;
	}

	/**
	 * Chooses the trust of the properties or, where none is set, that of the application.
	 * @param bean a trust that is a bean; perhaps the list of the properties
	 */
	Trust choose(@Nullable Trust bean) {
		if (bean == null || bean == this.list) {
			return TrustMapper.trust(this.given, this.list);
		}
		TrustMapper.expectUnset(this.given, "A bean of type Trust");
		return bean;
	}

	/**
	 * Refuses the properties where customizers have replaced their trust.
	 */
	void expectKept(Trust chosen, Node.Builder builder) {
		if (builder.trust() != chosen) {
			TrustMapper.expectUnset(this.given, "A NodeBuilderCustomizer bean");
		}
	}

	/**
	 * Records a node that has the trust of the properties.
	 */
	void built(Node node) {
		this.nodes.add(node);
	}

	/**
	 * Refuses the properties where the application has a node of its own, which they do
	 * not concern.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		if (TrustMapper.property(this.given).isPresent()) {
			this.context.getBeanProvider(Node.class).stream().forEach(this::expectBuilt);
		}
	}

	private void expectBuilt(Node node) {
		if (node.id() == null) {
			return; // a mock, which has no peers
		}
		for (ApplicationContext place = this.context; place != null; place = place.getParent()) {
			NodeTrust trust = at(place);
			if (trust != null && trust.nodes.contains(target(node)) && trust.given.equals(this.given)) {
				return;
			}
		}
		TrustMapper.expectUnset(this.given, "The application has a Node bean of its own, which");
	}

	/** Finds the bean of a context, without those of its parents. */
	private static @Nullable NodeTrust at(ApplicationContext place) {
		for (String name : place.getBeanNamesForType(NodeTrust.class)) {
			return place.getBean(name, NodeTrust.class);
		}
		return null;
	}

	private static Object target(Object node) {
		Object target = AopProxyUtils.getSingletonTarget(node);
		return (target != null) ? target(target) : node;
	}

}
