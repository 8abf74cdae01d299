package io.kefu.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Starts PostgreSQL itself where no {@code spring.datasource.url} is given. The data
 * stays in {@code kefu.data-dir}, written durably.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${spring.datasource.url:}' == ''")
class EmbeddedDatabaseConfiguration {

	private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabaseConfiguration.class);

	@Bean(destroyMethod = "close")
	EmbeddedPostgres embeddedPostgres(@Value("${kefu.data-dir}") Path dataDirectory) throws IOException {
		Path cluster = dataDirectory.toAbsolutePath().resolve("postgres");
		Files.createDirectories(cluster);
		refuseSecondApplication(cluster);
		stopOrphan(cluster);
		log.info("没有配置 SPRING_DATASOURCE_URL：启动内置 PostgreSQL，数据保存在 {}", cluster);
		return EmbeddedPostgres.builder()
			.setDataDirectory(cluster)
			.setCleanDataDirectory(false)
			.setRegisterShutdownHook(false)
			.setServerConfig("fsync", "on")
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("full_page_writes", "on")
			.start();
	}

	@Bean
	JdbcConnectionDetails embeddedConnection(EmbeddedPostgres postgres) {
		String url = postgres.getJdbcUrl("postgres", "postgres");
		return new JdbcConnectionDetails() {
			@Override
			public String getUsername() {
				return "postgres";
			}

			@Override
			public String getPassword() {
				return "";
			}

			@Override
			public String getJdbcUrl() {
				return url;
			}
		};
	}

	/** The embedded server's owner holds a lock on this file as long as it lives. */
	private static void refuseSecondApplication(Path cluster) throws IOException {
		Path lockFile = cluster.resolve("epg-lock");
		if (!Files.exists(lockFile)) {
			return;
		}
		try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
				FileLock lock = channel.tryLock()) {
			if (lock == null) {
				throw new IllegalStateException("数据目录 " + cluster + " 正被另一个 Kefu 使用，不能同时启动第二个");
			}
		}
	}

	/**
	 * A killed application leaves its PostgreSQL running on the same data. It has no
	 * client any more, so a smart shutdown ends it.
	 */
	private static void stopOrphan(Path cluster) throws IOException {
		Path pidFile = cluster.resolve("postmaster.pid");
		if (!Files.exists(pidFile)) {
			return;
		}
		List<String> lines = Files.readAllLines(pidFile);
		Optional<ProcessHandle> orphan = lines.isEmpty() ? Optional.empty()
				: ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
					.filter(EmbeddedDatabaseConfiguration::isPostgres);
		if (orphan.isEmpty()) {
			return;
		}
		log.warn("上次没有正常停止：数据目录 {} 上仍有 PostgreSQL（进程 {}）在运行，先将其停止", cluster, orphan.get().pid());
		orphan.get().destroy();
		try {
			orphan.get().onExit().get(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("数据目录 " + cluster + " 上的 PostgreSQL 没有停止", ex);
		}
	}

	private static boolean isPostgres(ProcessHandle process) {
		return process.info().command().map((command) -> command.contains("postgres")).orElse(false);
	}

}
