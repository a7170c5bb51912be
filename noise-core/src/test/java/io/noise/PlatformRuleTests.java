package io.noise;

import java.security.SecureRandom;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.random.RandomGenerator;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The one source of time, chance and threads; and the one of keys, which is another.
 */
class PlatformRuleTests {

	private static final JavaClasses core = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
		.importPackages("io.noise");

	/**
	 * The platform; and a probe of the native library, on loops that never start.
	 */
	private static final Set<String> PLATFORM = Set.of("SystemPlatform", "EventLoopThread", "NativeTcp");

	/** Methods that the platform has for others. */
	private static final Set<String> FORBIDDEN = Set.of("java.lang.System.nanoTime",
			"java.lang.System.currentTimeMillis", "java.lang.Thread.<init>", "java.lang.Thread.sleep",
			"java.lang.Thread.ofVirtual", "java.lang.Thread.startVirtualThread", "java.lang.Math.random",
			"java.lang.Runtime.availableProcessors", "java.time.Instant.now",
			"java.util.concurrent.CompletableFuture.delayedExecutor",
			"java.util.concurrent.CompletableFuture.orTimeout",
			"java.util.concurrent.CompletableFuture.completeOnTimeout", "java.util.UUID.randomUUID");

	private static final Set<String> FORBIDDEN_TYPES = Set.of("java.util.concurrent.ThreadLocalRandom",
			"java.util.concurrent.Executors", "java.util.concurrent.ForkJoinPool", "java.util.Timer",
			"java.util.SplittableRandom", "java.time.Clock", ThreadPoolExecutor.class.getName(),
			"java.util.concurrent.ScheduledThreadPoolExecutor", "io.netty.util.concurrent.GlobalEventExecutor",
			"io.netty.util.HashedWheelTimer", "io.netty.channel.MultiThreadIoEventLoopGroup");

	@Test
	void timeChanceAndThreads_comeFromThePlatform() {
		noClasses()
			.that(DescribedPredicate.describe("are not the platform",
					(JavaClass type) -> !PLATFORM.contains(type.getSimpleName())))
			.should()
			.accessTargetWhere(target(DescribedPredicate.describe("is time, chance or a thread",
					PlatformRuleTests::isTimeChanceOrThread)))
			.check(core);
	}

	private static boolean isTimeChanceOrThread(AccessTarget target) {
		String owner = target.getOwner().getName();
		return FORBIDDEN_TYPES.contains(owner) || FORBIDDEN.contains(owner + "." + target.getName())
				|| (owner.equals(Random.class.getName()) && target.getName().equals("<init>"))
				|| isAsyncWithoutExecutor(target);
	}

	private static boolean isAsyncWithoutExecutor(AccessTarget target) {
		return target.getOwner().isAssignableTo(CompletableFuture.class) && target.getName().endsWith("Async")
				&& target instanceof AccessTarget.MethodCallTarget call
				&& target.getOwner().isEquivalentTo(CompletableFuture.class)
				&& call.getRawParameterTypes().stream().noneMatch((type) -> type.isEquivalentTo(Executor.class));
	}

	@Test
	void rule_seesThePlatformItself() {
		assertThat(core.stream()
			.filter((type) -> type.getSimpleName().equals("SystemPlatform"))
			.flatMap((type) -> type.getAccessesFromSelf().stream())
			.map(JavaAccess::getTarget)
			.filter(PlatformRuleTests::isTimeChanceOrThread)).hasSizeGreaterThan(5);
	}

	@Test
	void keysAndNonces_comeFromSecureRandomAlone() {
		assertThat(core.stream()
			.filter((type) -> type.getDirectDependenciesFromSelf()
				.stream()
				.anyMatch((dependency) -> dependency.getTargetClass().isAssignableTo(SecureRandom.class)))
			.map(JavaClass::getSimpleName))
			.containsExactlyInAnyOrder("Ed25519", "NewKeyFile", "SeedRandom", "X25519KeyPair", "EcdhHandshake");
	}

	/** A source of keys that can be chosen is one that can be guessed. */
	@Test
	void sourceOfKeys_cannotBeReplaced() {
		codeUnits().that()
			.areDeclaredInClassesThat(DescribedPredicate.describe("users see", PlatformRuleTests::isSeen))
			.and()
			.arePublic()
			.should()
			.notHaveRawParameterTypes(DescribedPredicate.describe("contain a source of random numbers",
					(types) -> types.stream().anyMatch(PlatformRuleTests::isSource)))
			.check(core);
		assertThat(core.stream()
			.flatMap((type) -> type.getFields().stream())
			.filter((field) -> isSource(field.getRawType()) && !field.getModifiers().contains(JavaModifier.FINAL))
			.map(JavaMember::getFullName)).isEmpty();
	}

	private static boolean isSeen(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC);
	}

	private static boolean isSource(JavaClass type) {
		return type.isAssignableTo(RandomGenerator.class) || type.isAssignableTo(SecureRandom.class);
	}

}
