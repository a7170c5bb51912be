package io.noise.spring.boot.actuate;

import java.io.File;

import ch.qos.logback.core.FileAppender;

/**
 * A log file that begins anew with each run of the tests, though each application of the
 * run configures the log again, and some tests do in a class loader of their own.
 *
 * @param <E> the type of logged events
 */
public final class WholeRunAppender<E> extends FileAppender<E> {

	@Override
	public void start() {
		// The one thing that all class loaders have in common.
		if (System.getProperties().put(WholeRunAppender.class.getName(), getFile()) == null) {
			boolean deleted = new File(getFile()).delete();
			addInfo(getFile() + (deleted ? ": that of an earlier run is deleted" : ": is new"));
		}
		super.start();
	}

}
