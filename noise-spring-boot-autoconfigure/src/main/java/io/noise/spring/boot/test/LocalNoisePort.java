package io.noise.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Value;

/**
 * The port that the node listens on, for tests whose {@code noise.port} is 0:
 *
 * <pre class="code">
 * &#64;SpringBootTest
 * class GreeterTests {
 *
 *     &#64;LocalNoisePort
 *     int port;
 *
 * }</pre>
 *
 * Known only once the application is ready, so not to beans that are made at its start.
 */
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Value("${local.noise.port}")
public @interface LocalNoisePort {

}
