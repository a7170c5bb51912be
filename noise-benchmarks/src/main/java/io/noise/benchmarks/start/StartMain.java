package io.noise.benchmarks.start;

import java.io.IOException;
import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * An empty Spring Boot application, which tells how long its start took and runs until
 * its standard input ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartMain {

	/**
	 * Starts the application.
	 * @param args its properties
	 * @throws IOException if standard input cannot be read
	 */
	public static void main(String... args) throws IOException {
		SpringApplication application = new SpringApplication(StartMain.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.run(args);
		long millis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
		long cpu = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
		System.out.println("@started " + millis + " " + cpu / 1_000_000);
		while (System.in.read() >= 0) {
			Thread.onSpinWait();
		}
		System.exit(0);
	}

}
