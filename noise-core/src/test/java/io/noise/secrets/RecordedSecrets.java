package io.noise.secrets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Every key that the JDK's cryptography was given or has made, from the first test class
 * of a run on: an extension of all of them.
 */
public final class RecordedSecrets implements BeforeAllCallback {

	private static final int SHORTEST = 16;

	private static final ByteArrayOutputStream all = new ByteArrayOutputStream();

	private static volatile boolean paused;

	@Override
	public void beforeAll(ExtensionContext context) {
		synchronized (all) {
			RecordingProvider.install();
		}
	}

	/** Remembers no secret, while nothing is logged. */
	static void pause(boolean pause) {
		paused = pause;
	}

	/** Remembers a secret, unless it is too short to be one. */
	static void add(byte[] secret) {
		if (!paused && secret != null && secret.length >= SHORTEST && secret.length < 256) {
			synchronized (all) {
				all.write(secret.length);
				all.writeBytes(secret);
			}
		}
	}

	public static List<byte[]> all() {
		List<byte[]> secrets = new ArrayList<>();
		synchronized (all) {
			ByteBuffer in = ByteBuffer.wrap(all.toByteArray());
			while (in.hasRemaining()) {
				byte[] secret = new byte[in.get() & 0xff];
				in.get(secret);
				secrets.add(secret);
			}
		}
		return secrets;
	}

}
