package io.noise.spring.hook;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Finds the hooks of a bean, without creating the bean.
 */
final class HookDiscovery {

	private final ConfigurableListableBeanFactory beans;

	private final HookOrder order;

	HookDiscovery(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
		this.order = new HookOrder(beans);
	}

	/**
	 * Finds annotated methods, and the bean itself if it is annotated.
	 * @throws InvalidHookException if an annotated method or bean cannot be called
	 */
	List<Hook> find(BeanType bean) {
		List<Hook> hooks = new ArrayList<>();
		if (HookKind.mayAnnotate(bean.type())) {
			annotatedMethods(bean.type())
				.forEach((method, kinds) -> kinds.forEach((kind) -> hooks.add(hook(bean, method, kind))));
		}
		Arrays.stream(HookKind.values())
			.filter((kind) -> isAnnotated(bean, kind))
			.forEach((kind) -> hooks.add(hook(bean, kind)));
		return hooks;
	}

	private static Map<Method, Set<HookKind>> annotatedMethods(Class<?> type) {
		return MethodIntrospector.selectMethods(type, (MetadataLookup<Set<HookKind>>) HookDiscovery::kinds);
	}

	/** Skips {@code @Bean} methods, whose annotations are for their beans. */
	private static @Nullable Set<HookKind> kinds(Method method) {
		Set<HookKind> kinds = HookKind.of(method);
		return (kinds.isEmpty() || AnnotatedElementUtils.hasAnnotation(method, Bean.class)) ? null : kinds;
	}

	private boolean isAnnotated(BeanType bean, HookKind kind) {
		if (bean.isFactory()) {
			return false;
		}
		return HookKind.of(bean.type()).contains(kind)
				|| this.beans.findAnnotationOnBean(bean.definitionName(), kind.annotation(), false) != null;
	}

	private Hook hook(BeanType bean, Method method, HookKind kind) {
		return new Hook(kind.annotation(), bean.name(), () -> this.order.of(method, bean),
				HookMethod.of(this.beans, bean, method, kind));
	}

	private Hook hook(BeanType bean, HookKind kind) {
		return new Hook(kind.annotation(), bean.name(), () -> this.order.of(bean),
				CallbackBean.of(this.beans, bean, kind));
	}

}
