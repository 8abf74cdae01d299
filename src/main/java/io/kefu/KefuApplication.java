package io.kefu;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.TimeZone;

import io.kefu.evidence.VerifyAudit;
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
	 * Starts the application, or verifies an audit export without starting it.
	 * @param args command line arguments of Spring Boot, or {@code verify-audit} and its
	 * files
	 */
	public static void main(String[] args) {
		if (args.length > 0 && VerifyAudit.COMMAND.equals(args[0])) {
			System.exit(VerifyAudit.run(args, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
		}
		TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
		SpringApplication.run(KefuApplication.class, args);
	}

}
