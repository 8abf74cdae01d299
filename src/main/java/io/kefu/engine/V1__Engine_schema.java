package io.kefu.engine;

import java.util.List;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.stereotype.Component;

/**
 * Creates the engine's tables from the engine's own scripts. Flyway's lock makes this
 * safe when two nodes start on an empty database; the engine's schema update would not
 * be.
 */
@Component
class V1__Engine_schema extends BaseJavaMigration {

	private static final List<String> PARTS = List.of("engine", "history", "identity", "case.engine", "case.history",
			"decision.engine", "decision.history");

	@Override
	public void migrate(Context context) {
		for (String part : PARTS) {
			ScriptUtils.executeSqlScript(context.getConnection(), new ClassPathResource(
					"org/camunda/bpm/engine/db/create/activiti.postgres.create." + part + ".sql"));
		}
	}

}
