package io.noise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of a message type on the wire, in sessions that identify types by name.
 * Without this annotation, the name is the simple name of the class. Both sides must use
 * the same name, so a class that is renamed needs this annotation to remain compatible.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface MessageName {

	/**
	 * Returns the name.
	 * @return 1 to 255 bytes of UTF-8, unique within a node
	 */
	String value();

}
