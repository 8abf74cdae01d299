package io.kefu;

import java.util.TimeZone;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts Kefu. The JVM runs in UTC because the engine stores instants without a zone;
 * calendar arithmetic has its own zone.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class KefuApplication {

	/**
	 * Starts the application.
	 * @param args command line arguments of Spring Boot
	 */
	public static void main(String[] args) {
		TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
		SpringApplication.run(KefuApplication.class, args);
	}

}
