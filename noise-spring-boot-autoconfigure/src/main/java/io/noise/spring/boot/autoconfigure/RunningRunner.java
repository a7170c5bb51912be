package io.noise.spring.boot.autoconfigure;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.util.ClassUtils;

/**
 * A runner of an application. Finds the one that is running, from the stack of the thread
 * that starts the application.
 *
 * @param beanName the name of its bean
 * @param type its class, not the class of a proxy
 * @param factoryMethod the name of its {@code @Bean} method, empty if it has none
 */
record RunningRunner(String beanName, Class<?> type, String factoryMethod) {

	private static final String GENERATED = "$$";

	private static final List<String> FRAMEWORKS = List.of("org.springframework.", "java.", "jdk.", "sun.",
			"com.sun.proxy.");

	/**
	 * Finds the runner that is running.
	 * @param beans the factory that has the runners
	 * @param stack the stack, the innermost call first
	 * @return its name as exactly as the stack tells; empty if no runner is running
	 */
	static Optional<String> find(ConfigurableListableBeanFactory beans, StackTraceElement[] stack) {
		List<Integer> callers = IntStream.range(0, stack.length).filter((i) -> callsRunners(stack[i])).boxed().toList();
		if (callers.isEmpty()) {
			return Optional.empty();
		}
		List<StackTraceElement> called = IntStream.iterate(callers.get(0) - 1, (i) -> i >= 0, (i) -> i - 1)
			.mapToObj((i) -> stack[i])
			.filter(RunningRunner::isOfTheApplication)
			.toList();
		String place = called.isEmpty() ? "" : " (in " + place(called.get(0)) + ")";
		return Optional.of("the runner " + names(all(beans), called) + place);
	}

	private static boolean callsRunners(StackTraceElement frame) {
		return frame.getClassName().equals(SpringApplication.class.getName())
				&& frame.getMethodName().startsWith("callRunner");
	}

	private static boolean isOfTheApplication(StackTraceElement frame) {
		return !frame.getClassName().contains(GENERATED)
				&& FRAMEWORKS.stream().noneMatch(frame.getClassName()::startsWith);
	}

	/** Describes a frame without its module and class loader. */
	private static String place(StackTraceElement frame) {
		return new StackTraceElement(frame.getClassName(), frame.getMethodName(), frame.getFileName(),
				frame.getLineNumber())
			.toString();
	}

	/** Names the runners that match the outermost frame that matches any; else all. */
	private static String names(List<RunningRunner> runners, List<StackTraceElement> called) {
		return called.stream()
			.flatMap((frame) -> Stream.<Predicate<RunningRunner>>of((runner) -> runner.has(frame),
					(runner) -> runner.mayHave(frame)))
			.map((condition) -> runners.stream().filter(condition).toList())
			.filter((found) -> !found.isEmpty())
			.findFirst()
			.orElse(runners)
			.stream()
			.map((runner) -> "'" + runner.beanName() + "'")
			.collect(Collectors.joining(" or "));
	}

	private static List<RunningRunner> all(ConfigurableListableBeanFactory beans) {
		return Stream.<Class<?>>of(ApplicationRunner.class, CommandLineRunner.class)
			.flatMap((type) -> Stream.of(beans.getBeanNamesForType(type, true, false)))
			.distinct()
			.flatMap((name) -> Stream.ofNullable(beans.getSingleton(name)).map((bean) -> of(beans, name, bean)))
			.toList();
	}

	private static RunningRunner of(ConfigurableListableBeanFactory beans, String name, Object bean) {
		String factoryMethod = beans.containsBeanDefinition(name)
				? beans.getMergedBeanDefinition(name).getFactoryMethodName() : null;
		return new RunningRunner(name, ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(bean)),
				(factoryMethod != null) ? factoryMethod : "");
	}

	/** Matches its own methods, inherited ones, and lambdas of its factory method. */
	private boolean has(StackTraceElement frame) {
		if (isLambda()) {
			return mayHave(frame) && frame.getMethodName().startsWith("lambda$" + this.factoryMethod + "$");
		}
		return Stream.<Class<?>>iterate(this.type, (each) -> each != null, Class::getSuperclass)
			.anyMatch((each) -> each.getName().equals(frame.getClassName()));
	}

	/** Matches any lambda or method reference of the same class. */
	private boolean mayHave(StackTraceElement frame) {
		return isLambda() && this.type.getName().startsWith(frame.getClassName() + GENERATED);
	}

	private boolean isLambda() {
		return this.type.getName().contains(GENERATED + "Lambda");
	}

}
