package io.kefu.audit;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The deployed versions of processes, as they were deployed. Reads past the engine's
 * authorizations: whoever asks has checked that the history is visible.
 */
@Component
class Models {

	private final JdbcClient jdbc;

	private final Moments moments;

	Models(JdbcClient jdbc, Moments moments) {
		this.jdbc = jdbc;
		this.moments = moments;
	}

	/**
	 * A process with all its versions.
	 *
	 * @param key key of the process
	 * @param name name of its newest version
	 * @param versions newest first
	 */
	record Process(String key, String name, List<Version> versions) {
	}

	/**
	 * A version of a process.
	 *
	 * @param version its number
	 * @param versionTag its tag, may be null
	 * @param definitionId id of the definition
	 * @param deployedAt when it was deployed
	 */
	record Version(int version, String versionTag, String definitionId, OffsetDateTime deployedAt) {
	}

	/**
	 * The version of a process that an instance ran on.
	 */
	record Definition(String id, String key, String name, int version, String versionTag, OffsetDateTime deployedAt) {
	}

	List<Process> processes(Set<String> keys) {
		if (keys.isEmpty()) {
			return List.of();
		}
		Map<String, Process> processes = new LinkedHashMap<>();
		definitions("d.key_ in (:keys) order by d.key_, d.version_ desc", Map.of("keys", keys))
			.forEach((definition) -> processes
				.computeIfAbsent(definition.key(), (key) -> new Process(key, definition.name(), new ArrayList<>()))
				.versions()
				.add(new Version(definition.version(), definition.versionTag(), definition.id(),
						definition.deployedAt())));
		return List.copyOf(processes.values());
	}

	Optional<Definition> definition(String definitionId) {
		return definitions("d.id_ = :id", Map.of("id", definitionId)).stream().findFirst();
	}

	private List<Definition> definitions(String condition, Map<String, Object> parameters) {
		return this.jdbc.sql("""
				select d.*, p.deploy_time_ from act_re_procdef d
				left join act_re_deployment p on p.id_ = d.deployment_id_ where\s""" + condition)
			.params(parameters)
			.query((row, index) -> definition(row))
			.list();
	}

	private Definition definition(ResultSet row) throws SQLException {
		String name = row.getString("name_");
		String key = row.getString("key_");
		return new Definition(row.getString("id_"), key, (name != null) ? name : key, row.getInt("version_"),
				row.getString("version_tag_"), this.moments.zoned(row.getTimestamp("deploy_time_").toInstant()));
	}

	/**
	 * The BPMN of a version.
	 * @param definitionId id of the process definition
	 * @return the XML; empty if that version was deleted
	 */
	Optional<String> xml(String definitionId) {
		return resource(definitionId).map((bytes) -> new String(bytes, StandardCharsets.UTF_8));
	}

	Optional<BpmnModelInstance> process(String definitionId) {
		return resource(definitionId).map(ByteArrayInputStream::new).map(Bpmn::readModelFromStream);
	}

	private Optional<byte[]> resource(String definitionId) {
		return this.jdbc.sql("""
				select b.bytes_ from act_re_procdef d
				join act_ge_bytearray b on b.deployment_id_ = d.deployment_id_ and b.name_ = d.resource_name_
				where d.id_ = ?""").param(definitionId).query((row, index) -> row.getBytes("bytes_")).optional();
	}

}
