package io.noise.spring.hook.elsewhere;

import io.noise.spring.annotation.OnPeerInit;
import io.noise.spring.hook.Journal;

/**
 * A class of another package, whose package-private methods no proxy of a subclass can
 * override.
 */
public abstract class ForeignParent {

	protected final Journal journal;

	protected ForeignParent(Journal journal) {
		this.journal = journal;
	}

	@OnPeerInit
	void ofAnotherPackage() {
		this.journal.add("package-private of another package");
	}

}
