package io.noise.identity;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A process of its own that loads an identity: it prints a line, waits for one, and
 * prints the node's id.
 */
final class LoadOrCreate {

	private LoadOrCreate() {
	}

	public static void main(String[] arguments) throws IOException {
		Identity.generate();
		System.out.println("ready");
		int ignored = System.in.read();
		System.out.println(Identity.loadOrCreate(Path.of(arguments[0])).id());
	}

}
