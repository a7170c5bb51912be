package io.noise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a message type is called between nodes, where sessions tell types apart by name.
 * Without it, it is the simple name of the class: both ends must agree, and a renamed
 * class needs this to go on being understood.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface MessageName {

	/**
	 * The name.
	 * @return 1 to 255 bytes of UTF-8, unique within a node
	 */
	String value();

}
