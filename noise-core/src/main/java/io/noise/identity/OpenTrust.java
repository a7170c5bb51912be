package io.noise.identity;

/**
 * Trust in everybody.
 */
enum OpenTrust implements Trust {

	/** The only one: nothing would tell two of them apart. */
	INSTANCE;

	@Override
	public boolean trusts(NodeId node) {
		return true;
	}

	@Override
	public boolean needsIdentities() {
		return false;
	}

	@Override
	public String toString() {
		return "open";
	}

}
