package io.noise.spring;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Rules for the layout of the packages.
 */
class ArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.noise.spring");

	@Test
	void packages_dependOnEachOtherInOneDirection() {
		slices().matching("io.noise.spring.(**)").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void annotations_knowNothingOfBoot() {
		noClasses().that()
			.resideInAnyPackage("io.noise.spring.annotation")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot..")
			.check(this.classes);
	}

	@Test
	void nothing_isSerializedByJava() {
		noClasses().should()
			.dependOnClassesThat()
			.belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
			.check(this.classes);
	}

}
