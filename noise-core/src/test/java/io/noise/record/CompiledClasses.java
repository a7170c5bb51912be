package io.noise.record;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/**
 * Classes that would be tedious to write, or that must lie in a module of their own.
 */
final class CompiledClasses {

	private final Path directory;

	private final List<String> sources = new ArrayList<>();

	private CompiledClasses(Path directory) {
		this.directory = directory;
	}

	static CompiledClasses in(Path directory) {
		return new CompiledClasses(directory);
	}

	CompiledClasses add(String file, String source) throws IOException {
		Path path = this.directory.resolve(file);
		Files.createDirectories(path.getParent());
		this.sources.add(Files.writeString(path, source).toString());
		return this;
	}

	/** The loader stays open, since the class loads others later. */
	@SuppressWarnings("resource")
	Class<?> load(String name) throws Exception {
		compile();
		return new URLClassLoader(new URL[] { this.directory.toUri().toURL() }).loadClass(name);
	}

	Class<?> loadModule(String module, String name) throws Exception {
		compile();
		ModuleLayer boot = ModuleLayer.boot();
		Configuration configuration = boot.configuration()
			.resolve(ModuleFinder.of(this.directory), ModuleFinder.of(), Set.of(module));
		return boot.defineModulesWithOneLoader(configuration, null).findLoader(module).loadClass(name);
	}

	private void compile() {
		String[] arguments = Stream.concat(Stream.of("-d", this.directory.toString()), this.sources.stream())
			.toArray(String[]::new);
		if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) {
			throw new IllegalStateException("the sources in " + this.directory + " do not compile");
		}
	}

}
