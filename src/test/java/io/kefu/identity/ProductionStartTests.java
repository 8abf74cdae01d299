package io.kefu.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kefu.ApplicationTest;
import io.kefu.KefuApplication;
import io.kefu.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts the application as an operator does, in a process of its own and without the
 * demo.
 */
@ApplicationTest
class ProductionStartTests {

	@Value("${spring.datasource.url}")
	private String demoDatabase;

	@Test
	void refusesToStartWithoutAnAdministratorPassword() throws Exception {
		assertThat(start(TestDatabase.create())).contains("APPLICATION FAILED TO START", "拒绝启动", "KEFU_ADMIN_PASSWORD");
	}

	@Test
	void refusesToStartOnADatabaseThatWasUsedForTheDemo() throws Exception {
		assertThat(start(this.demoDatabase, "--kefu.admin.password=Jv7-korriGe-lamp"))
			.contains("APPLICATION FAILED TO START", "以下账号仍在使用演示或默认密码", "customerServiceLead")
			.doesNotContain("Jv7-korriGe-lamp");
	}

	/** Returns what it said before it gave up. */
	private static String start(String database, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(System.getProperty("java.home") + "/bin/java", "-Duser.timezone=UTC", "-Dstdout.encoding=UTF-8",
						"-Dfile.encoding=UTF-8", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp",
						System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						KefuApplication.class.getName(), "--spring.datasource.url=" + database,
						"--spring.datasource.username=postgres", "--spring.datasource.password=", "--server.port=0"));
		command.addAll(List.of(arguments));
		Path output = Files.createTempFile("kefu-production-start", ".log");
		Process kefu = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(kefu.waitFor(2, TimeUnit.MINUTES)).as("it ends by itself, see %s", output).isTrue();
			assertThat(kefu.exitValue()).isEqualTo(1);
			return Files.readString(output);
		}
		finally {
			kefu.destroyForcibly();
		}
	}

}
