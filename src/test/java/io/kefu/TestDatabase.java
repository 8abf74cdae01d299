package io.kefu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * One embedded PostgreSQL for all tests of a build, started when first needed; each
 * caller gets its own empty database.
 */
public final class TestDatabase {

	private static final AtomicInteger count = new AtomicInteger();

	private static EmbeddedPostgres server;

	private TestDatabase() {
	}

	/**
	 * Creates an empty database.
	 * @return its JDBC URL; user {@code postgres} without password
	 */
	public static synchronized String create() {
		try {
			if (server == null) {
				// What a test wrote may be lost with the machine.
				server = EmbeddedPostgres.builder()
					.setServerConfig("max_connections", "200")
					.setServerConfig("fsync", "off")
					.setServerConfig("full_page_writes", "off")
					.start();
			}
			String name = "test" + count.incrementAndGet();
			try (Connection connection = server.getPostgresDatabase().getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute("create database " + name);
			}
			return server.getJdbcUrl("postgres", name);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
