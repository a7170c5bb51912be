package io.noise.spring.hook;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedMethod;

/**
 * A parameter of a hook or message method.
 *
 * @param declared the parameter as it is declared, with its annotations and those of what
 * the method overrides
 * @param type its type in the bean's class, without type variables
 */
record HookParameter(MethodParameter declared, ResolvableType type) {

	/**
	 * Reads the parameters of a method.
	 * @param method the method
	 * @param beanClass the class of its bean
	 */
	static List<HookParameter> of(Method method, Class<?> beanClass) {
		return Arrays.stream(new AnnotatedMethod(method).getMethodParameters())
			.map((declared) -> new HookParameter(declared,
					ResolvableType.forMethodParameter(method, declared.getParameterIndex(), beanClass)))
			.toList();
	}

	Class<?> typeClass() {
		return this.type.toClass();
	}

}
