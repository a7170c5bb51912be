package io.noise.spring.boot.autoconfigure;

import io.noise.Node;

/**
 * A bean that has a say in how the auto-configured node is built, behind the properties
 * and in the order of such beans.
 */
@FunctionalInterface
public interface NodeBuilderCustomizer {

	/**
	 * Changes what the node will be.
	 * @param builder the builder, with {@code noise.*} applied
	 */
	void customize(Node.Builder builder);

}
