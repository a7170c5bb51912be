package io.noise;

import java.io.ObjectInputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.noise.session.LegacyOptions;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The layers of the core, and rules for all of them.
 */
class ArchitectureTests {

	private static final JavaClasses core = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.noise");

	/** The layers from the top; a layer uses only those above it. */
	private static final List<String> LAYERS = List.of("io.noise.concurrent", "io.noise.limit", "io.noise.payload",
			"io.noise.record", "io.noise.wire", "io.noise.crypto", "io.noise.identity", "io.noise.transport",
			"io.noise.session", "io.noise", "io.noise.message", "io.noise.queue", "io.noise.engine");

	/** Returns the layer of a class, -1 for a class of another library. */
	private static int layer(JavaClass type) {
		String name = type.getPackageName();
		return LAYERS.stream()
			.filter((layer) -> name.equals(layer) || (!layer.equals("io.noise") && name.startsWith(layer + ".")))
			.findFirst()
			.map(LAYERS::indexOf)
			.orElse(-1);
	}

	@Test
	void layers_useOnlyThoseAbove() {
		List<String> downwards = core.stream()
			.filter((type) -> !type.getPackageName().startsWith("io.noise.protocol"))
			.flatMap((type) -> type.getDirectDependenciesFromSelf().stream())
			.filter((dependency) -> layer(dependency.getTargetClass()) > layer(dependency.getOriginClass()))
			.map((dependency) -> dependency.getOriginClass().getName() + " -> " + dependency.getTargetClass().getName())
			.distinct()
			.toList();
		assertThat(downwards).containsExactly("io.noise.Node -> io.noise.engine.Engine");
	}

	@Test
	void allPackages_areLayersOrProtocols() {
		assertThat(core).allSatisfy((type) -> assertThat(layer(type) >= 0 || isProtocol(type)).isTrue());
	}

	private static boolean isProtocol(JavaClass type) {
		return type.getPackageName().startsWith("io.noise.protocol");
	}

	@Test
	void api_hasHardlyAnythingThatUsersDoNotSee() {
		assertThat(core.stream()
			.filter((type) -> type.getPackageName().equals("io.noise") && type.isTopLevelClass())
			.filter((type) -> !type.getModifiers().contains(JavaModifier.PUBLIC))
			.filter((type) -> !type.getSimpleName().equals("package-info"))).hasSizeLessThanOrEqualTo(2);
	}

	@Test
	void module_exportsNothingOfTheEngine() throws URISyntaxException {
		Path classes = Path.of(Node.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		ModuleDescriptor module = ModuleFinder.of(classes).find("io.noise").orElseThrow().descriptor();
		assertThat(module.exports().stream().map(ModuleDescriptor.Exports::source)).containsExactlyInAnyOrder(
				"io.noise", "io.noise.identity", "io.noise.payload", "io.noise.protocol", "io.noise.session",
				"io.noise.transport");
	}

	@Test
	void protocol_isCodeLikeAnybodys() {
		noClasses().that()
			.resideInAPackage("io.noise.protocol..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.noise.engine..", "io.noise.queue..", "io.noise.message..", "io.noise.concurrent..",
					"io.noise.limit..", "io.noise.wire..", "io.noise.record..")
			.check(core);
		noClasses().that()
			.resideOutsideOfPackage("io.noise.protocol..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.noise.protocol..")
			.check(core);
	}

	@Test
	void protocol_usesOfSessionsOnlyTheBlocksOfTheOriginal() {
		noClasses().that()
			.resideInAPackage("io.noise.protocol..")
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.noise.session..")
				.and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("io.noise.session.legacy..")))
				.and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(LegacyOptions.class))))
			.check(core);
	}

	@Test
	void packages_haveNoCycles() {
		slices().matching("io.noise.(*)..").should().beFreeOfCycles().check(core);
	}

	@Test
	void core_knowsNoSpring() {
		noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework..").check(core);
	}

	@Test
	void javaSerialization_isNotUsed() {
		noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class).check(core);
	}

	@Test
	void netty_isSeenByUsersOnlyWhereTransportsAreWritten() {
		codeUnits().that()
			.areDeclaredInClassesThat(arePublic())
			.and()
			.areDeclaredInClassesThat()
			.resideInAnyPackage("io.noise", "io.noise.identity", "io.noise.payload", "io.noise.protocol",
					"io.noise.session")
			.and()
			.arePublic()
			.should(mentionNoNettyType())
			.check(core);
	}

	private static DescribedPredicate<JavaClass> arePublic() {
		return DescribedPredicate.describe("are public", (type) -> type.getModifiers().contains(JavaModifier.PUBLIC));
	}

	private static ArchCondition<JavaCodeUnit> mentionNoNettyType() {
		return new ArchCondition<>("mention no Netty type") {

			@Override
			public void check(JavaCodeUnit unit, ConditionEvents events) {
				boolean mentions = unit.getRawParameterTypes()
					.stream()
					.anyMatch((type) -> type.getPackageName().startsWith("io.netty"))
						|| unit.getRawReturnType().getPackageName().startsWith("io.netty");
				events.add(new SimpleConditionEvent(unit, !mentions, unit.getDescription()));
			}

		};
	}

	@Test
	void packages_namedForNothing_doNotExist() {
		classes().should().resideOutsideOfPackages("..util..", "..common..", "..impl..").check(core);
	}

}
