package io.noise.spring.boot.autoconfigure;

import io.noise.Node;

/**
 * A bean that changes how the auto-configured node is built. Customizers run after the
 * properties are applied, in the order of such beans.
 */
@FunctionalInterface
public interface NodeBuilderCustomizer {

	/**
	 * Changes the settings of the node.
	 * @param builder the builder, with {@code noise.*} applied
	 */
	void customize(Node.Builder builder);

}
