package io.noise;

import java.io.ObjectInputStream;

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
import com.tngtech.archunit.library.Architectures;
import io.noise.session.LegacyOptions;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The layers of the core, and what none of them may do.
 */
class ArchitectureTests {

	private static final JavaClasses core = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.noise");

	@Test
	void layers_useOnlyThoseBelow() {
		Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInLayers()
			.layer("payload")
			.definedBy("io.noise.payload..")
			.layer("record")
			.definedBy("io.noise.record..")
			.layer("wire")
			.definedBy("io.noise.wire..")
			.layer("identity")
			.definedBy("io.noise.identity..")
			.layer("transport")
			.definedBy("io.noise.transport..")
			.layer("session")
			.definedBy("io.noise.session..")
			.layer("door")
			.definedBy("io.noise")
			.layer("protocol")
			.definedBy("io.noise.protocol..")
			.whereLayer("protocol")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("door")
			.mayOnlyBeAccessedByLayers("protocol")
			.whereLayer("session")
			.mayOnlyBeAccessedByLayers("door", "protocol")
			.whereLayer("transport")
			.mayOnlyBeAccessedByLayers("session", "door")
			.whereLayer("identity")
			.mayOnlyBeAccessedByLayers("transport", "session", "door")
			.whereLayer("wire")
			.mayOnlyBeAccessedByLayers("identity", "transport", "session", "door")
			.whereLayer("record")
			.mayOnlyBeAccessedByLayers("wire", "identity", "transport", "session", "door")
			.whereLayer("payload")
			.mayOnlyBeAccessedByLayers("record", "wire", "identity", "transport", "session", "door", "protocol")
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
