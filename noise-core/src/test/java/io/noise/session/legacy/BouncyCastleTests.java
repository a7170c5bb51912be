package io.noise.session.legacy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.noise.crypto.FastCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * An application without BouncyCastle learns what it lacks, and only where it lacks it.
 */
class BouncyCastleTests {

	private static final String NEEDED = "BouncyCastle: class org.bouncycastle.math.ec.rfc8032.Ed25519 not found"
			+ " (expected: the dependency org.bouncycastle:bcprov-jdk18on, which the session legacy and its"
			+ " protocol blocks need)";

	@Test
	void require_whereItIs_saysNothing() {
		assertThatCode(BouncyCastle::require).doesNotThrowAnyException();
	}

	@Test
	void start_withoutIt_namesTheDependency() throws Exception {
		Method start = without("EcdhHandshake").getMethod("start", String.class);
		assertThat(failure(start, EcdhHandshake.SIGNED_TEXT)).isInstanceOf(IllegalStateException.class)
			.hasMessage(NEEDED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "FooterSigner", "FooterVerifier" })
	void of_withoutIt_namesTheDependency(String type) throws Exception {
		Method of = without(type).getMethod("of", byte[].class);
		assertThat(failure(of, (Object) new byte[32])).isInstanceOf(IllegalStateException.class).hasMessage(NEEDED);
	}

	@Test
	void onlyThreeClasses_touchIt() {
		JavaClasses core = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			.importPackages("io.noise");
		noClasses().that()
			.areNotAssignableTo(EdwardsPoint.class)
			.and()
			.areNotAssignableTo(Ed25519Keys.class)
			.and()
			.areNotAssignableTo(FastCurves.class)
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.bouncycastle..")
			.check(core);
	}

	private static Class<?> without(String type) throws ClassNotFoundException {
		return new WithoutBouncyCastle().loadClass("io.noise.session.legacy." + type);
	}

	private static Throwable failure(Method method, Object argument) throws IllegalAccessException {
		try {
			method.invoke(null, argument);
		}
		catch (InvocationTargetException ex) {
			return ex.getCause();
		}
		throw new AssertionError(method + " did not fail");
	}

	/** The class path of an application that has not got the dependency. */
	private static final class WithoutBouncyCastle extends ClassLoader {

		WithoutBouncyCastle() {
			super(BouncyCastleTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.startsWith("org.bouncycastle.")) {
				throw new ClassNotFoundException(name);
			}
			if (name.startsWith("io.noise.") && findLoadedClass(name) == null) {
				return define(name);
			}
			return super.loadClass(name, resolve);
		}

		private Class<?> define(String name) throws ClassNotFoundException {
			try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] bytes = in.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
