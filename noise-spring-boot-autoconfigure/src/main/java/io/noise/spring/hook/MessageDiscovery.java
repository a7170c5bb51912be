package io.noise.spring.hook;

import java.lang.reflect.Method;
import java.util.List;

import io.noise.spring.annotation.OnMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds the message methods of a bean, without creating the bean.
 */
final class MessageDiscovery {

	private final ConfigurableListableBeanFactory beans;

	private final HookOrder order;

	MessageDiscovery(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
		this.order = new HookOrder(beans);
	}

	/**
	 * Finds annotated methods.
	 * @throws InvalidHookException if an annotated method cannot be called
	 */
	List<Hook> find(BeanType bean) {
		if (!AnnotationUtils.isCandidateClass(bean.type(), OnMessage.class)) {
			return List.of();
		}
		return MethodIntrospector
			.selectMethods(bean.type(), (MetadataLookup<OnMessage>) (method) -> annotation(bean, method))
			.entrySet()
			.stream()
			.map((entry) -> hook(bean, entry.getKey(), entry.getValue()))
			.toList();
	}

	private static @Nullable OnMessage annotation(BeanType bean, Method method) {
		OnMessage annotation = AnnotatedElementUtils.findMergedAnnotation(method, OnMessage.class);
		if (annotation != null && AnnotatedElementUtils.hasAnnotation(method, Bean.class)) {
			throw InvalidHookException.messageFactory(bean.name(), new BeanMethod(method));
		}
		return annotation;
	}

	private Hook hook(BeanType bean, Method method, OnMessage annotation) {
		return new Hook(OnMessage.class, bean.name(), () -> this.order.of(method, bean),
				MessageMethod.of(this.beans, bean, method, annotation.opcode()));
	}

}
