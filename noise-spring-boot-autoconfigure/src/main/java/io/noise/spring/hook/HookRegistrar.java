package io.noise.spring.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.noise.Node;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.util.Assert;

/**
 * Makes hooks of annotated beans: registers them at the {@link Node} bean of this context
 * or of its parent, once all singletons exist and before the node listens.
 * <p>
 * It reads definitions, bean by bean, and looks up the beans themselves when something
 * happens to a peer, so a lazy bean stays lazy. Annotated methods that the declared type
 * of a bean hides are found when the bean is created.
 */
public final class HookRegistrar implements BeanPostProcessor, SmartInitializingSingleton,
		ApplicationListener<ContextClosedEvent>, DisposableBean, ApplicationContextAware {

	private static final Logger logger = LoggerFactory.getLogger(HookRegistrar.class);

	private final HookRegistrations registrations = new HookRegistrations();

	private final Set<Inspected> inspected = ConcurrentHashMap.newKeySet();

	private @Nullable ConfigurableApplicationContext context;

	/**
	 * Creates a registrar for the context that has it as a bean.
	 */
	public HookRegistrar() {
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = (ConfigurableApplicationContext) context;
	}

	/** Inspects the bean before proxies are made, since some hide their target. */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		hold(bean, beanName);
		inspect(bean, beanName, bean.getClass());
		return bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		hold(bean, beanName);
		inspect(bean, beanName, null);
		return bean;
	}

	/** Keeps the node from having peers until all hooks are registered. */
	private void hold(Object bean, String beanName) {
		if (bean instanceof Node node && ChosenNode.is(beans(), beanName)) {
			this.registrations.hold(node);
		}
	}

	private void inspect(Object bean, String beanName, @Nullable Class<?> made) {
		String name = nameToAskFor(bean, beanName);
		// An inner bean has no name by which it could be asked for.
		if (!(bean instanceof AopInfrastructureBean) && beans().containsLocalBean(name)) {
			inspect(name, AopProxyUtils.ultimateTargetClass(bean), made);
		}
	}

	private static String nameToAskFor(Object bean, String beanName) {
		if (ScopedProxyUtils.isScopedTarget(beanName)) {
			return ScopedProxyUtils.getOriginalBeanName(beanName);
		}
		return (bean instanceof FactoryBean) ? BeanFactory.FACTORY_BEAN_PREFIX + beanName : beanName;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String name : beans().getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(name) ? null : typeOf(name);
			if (type != null) {
				inspect(name, type, null);
			}
		}
		this.registrations.attach(beans().getBeanProvider(Node.class).getObject());
	}

	private @Nullable Class<?> typeOf(String name) {
		Object singleton = BeanType.singleton(beans(), name);
		if (singleton != null && !(singleton instanceof FactoryBean)) {
			return AopProxyUtils.ultimateTargetClass(singleton);
		}
		try {
			return AutoProxyUtils.determineTargetClass(beans(), BeanType.definitionName(beans(), name));
		}
		catch (BeansException | LinkageError ex) {
			logger.debug("The type of bean '{}' is unknown; not searched for hooks", name, ex);
			return null;
		}
	}

	private void inspect(String name, Class<?> type, @Nullable Class<?> made) {
		Inspected key = new Inspected(name, type);
		if (this.inspected.contains(key)) {
			return;
		}
		BeanType bean = new BeanType(name, BeanType.definitionName(beans(), name), type, made);
		List<Hook> hooks = new ArrayList<>(new HookDiscovery(beans()).find(bean));
		hooks.addAll(new MessageDiscovery(beans()).find(bean));
		this.registrations.add(hooks);
		// Not before: a bean that is refused is refused again when it is asked for again.
		this.inspected.add(key);
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context) {
			destroy();
		}
	}

	/**
	 * Removes the hooks from the node of a parent, which lives on. The node of this
	 * context still needs them, for the peers that it disconnects. For a context whose
	 * start failed this is the only call at its end.
	 */
	@Override
	public void destroy() {
		if (beans().getBeanNamesForType(Node.class, true, false).length == 0) {
			this.registrations.close();
		}
	}

	/**
	 * False, so that the thread that closes the context makes the call.
	 */
	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	private ConfigurableListableBeanFactory beans() {
		Assert.state(this.context != null, "not a bean of an application context");
		return this.context.getBeanFactory();
	}

	private record Inspected(String name, Class<?> type) {
	}

}
