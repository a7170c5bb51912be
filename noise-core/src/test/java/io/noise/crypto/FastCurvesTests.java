package io.noise.crypto;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import io.noise.CapturedLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which BouncyCastle is used, by class loaders that have another one, or none.
 */
class FastCurvesTests {

	private static final String X25519 = """
			package org.bouncycastle.math.ec.rfc7748;
			public class X25519 {
				public static void scalarMultBase(byte[] k, int kOff, byte[] r, int rOff) {
					%s
				}
			}
			""";

	private static final String ED25519 = """
			package org.bouncycastle.math.ec.rfc8032;
			public class Ed25519 {
			}
			""";

	@TempDir
	Path directory;

	@Test
	void currentOne_isUsed() {
		assertThat(FastCurves.usable()).isNotNull();
	}

	@Test
	void none_isNoFault() throws Exception {
		try (CapturedLog log = new CapturedLog(FastCurves.class)) {
			assertThat(usable()).isNull();
			assertThat(log.lines()).isEmpty();
		}
	}

	@Test
	void oneThatLacksAMethod_isNotUsed_andNamed() throws Exception {
		// The public key that is expected, so that the next operation is reached.
		compile("X25519", X25519.formatted("""
				System.arraycopy(java.util.HexFormat.of().parseHex(
						"8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"), 0, r, rOff, 32);
				"""));
		compile("Ed25519", ED25519);
		assertIsNotUsed("NoSuchMethodError");
	}

	@Test
	void oneThatLacksAClass_isNotUsed_andNamed() throws Exception {
		compile("X25519", X25519.formatted("throw new NoClassDefFoundError(\"Integers\");"));
		assertIsNotUsed("NoClassDefFoundError: Integers");
	}

	@Test
	void oneThatComputesWrong_isNotUsed_andNamed() throws Exception {
		compile("X25519", X25519.formatted(""));
		assertIsNotUsed("public key: wrong");
	}

	private void assertIsNotUsed(String why) throws Exception {
		try (CapturedLog log = new CapturedLog(FastCurves.class)) {
			assertThat(usable()).isNull();
			assertThat(log.lines()).singleElement()
				.asString()
				.startsWith("WARN BouncyCastle of unknown version ")
				.contains(why, "org.bouncycastle:bcprov-jdk18on", "noise.secure.curves=jdk");
		}
	}

	private void compile(String name, String source) throws IOException {
		Path file = Files.writeString(this.directory.resolve(name + ".java"), source);
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		assertThat(compiler.run(null, null, null, "-d", this.directory.toString(), file.toString())).isZero();
	}

	/** Asks the class of a loader that sees no BouncyCastle but that of the directory. */
	private @Nullable Object usable() throws Exception {
		URL own = FastCurves.class.getProtectionDomain().getCodeSource().getLocation();
		try (OtherLoader loader = new OtherLoader(List.of(this.directory.toUri(), own.toURI()))) {
			return loader.loadClass(FastCurves.class.getName()).getMethod("usable").invoke(null);
		}
	}

	/** Loads this package and BouncyCastle by itself. */
	private static final class OtherLoader extends URLClassLoader {

		OtherLoader(List<URI> places) throws IOException {
			super(new URL[] { places.get(0).toURL(), places.get(1).toURL() }, FastCurvesTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			synchronized (getClassLoadingLock(name)) {
				if (!name.startsWith("org.bouncycastle.") && !name.startsWith("io.noise.crypto.")) {
					return super.loadClass(name, resolve);
				}
				Class<?> loaded = findLoadedClass(name);
				return (loaded != null) ? loaded : findClass(name);
			}
		}

	}

}
