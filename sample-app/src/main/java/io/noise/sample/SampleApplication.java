package io.noise.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * Starts a node, a web server for the actuator, and companion nodes.
 */
@SpringBootApplication
@EnableConfigurationProperties(CompanionsProperties.class)
public class SampleApplication {

	/**
	 * Runs the application.
	 * @param args properties, such as {@code --noise.port=3100}
	 */
	public static void main(String[] args) {
		SpringApplication.run(SampleApplication.class, args);
	}

}
