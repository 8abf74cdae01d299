package io.kefu.audit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OperationLabelsTests {

	@Test
	void everyOperationOfTheEngineHasAChineseName() {
		assertThat(constants(UserOperationLogEntry.class, "OPERATION_TYPE_")).hasSizeGreaterThan(45)
			.allSatisfy((code) -> assertThat(OperationLabels.operation(code)).matches("[\\p{IsHan}]+"));
	}

	@Test
	void everyEntityOfTheEngineHasAChineseName() {
		assertThat(constants(EntityTypes.class, "")).hasSizeGreaterThan(30)
			.allSatisfy((code) -> assertThat(OperationLabels.entity(code)).matches("[\\p{IsHan}]+"));
	}

	@Test
	void everyPropertyOfATaskHasAChineseNameOrSaysNothing() {
		assertThat(constants(TaskEntity.class, "")).contains(TaskEntity.DELEGATION, TaskEntity.PARENT_TASK)
			.filteredOn((code) -> !code.equals(TaskEntity.DELETE_REASON_COMPLETED)
					&& !code.equals(TaskEntity.DELETE_REASON_DELETED))
			.allSatisfy((code) -> assertThat(Objects.requireNonNullElse(OperationLabels.property(code), "无"))
				.matches("[\\p{IsHan}]+"));
		assertThat(OperationLabels.property(TaskEntity.DELETE)).isNull();
	}

	/** What the commands of the engine write, by their own names. */
	@ParameterizedTest
	@ValueSource(strings = { "async", "cascade", "cascadeToHistory", "caseDefinitionKey", "chunkSize", "comment",
			"configuration", "creationDateBased", "decisionDefinitionId", "decisionDefinitionKey", "deleteReason",
			"deployChangedOnly", "duedate", "duplicateFilterEnabled", "filterId", "groupId", "hierarchical",
			"historyTimeToLive", "immediatelyDue", "incidentId", "incidentType", "includeProcessInstances",
			"messageName", "mode", "nrOfInstances", "nrOfSetVariables", "nrOfVariables", "overridingPriority",
			"permissionBits", "permissions", "processDefinitionId", "processDefinitionVersion", "processInstanceId",
			"removalTime", "reporter", "resource", "resourceId", "retries", "suspensionState", "tenantId", "timestamp",
			"type", "updateInChunks", "userId" })
	void everyPropertyOfOtherOperationsHasAChineseName(String code) {
		assertThat(OperationLabels.property(code)).matches("[\\p{IsHan}]+");
	}

	@Test
	void unknownCodeStandsForItself() {
		assertThat(OperationLabels.operation("Dance")).isEqualTo("Dance");
		assertThat(OperationLabels.entity("Ball")).isEqualTo("Ball");
		assertThat(OperationLabels.property(null)).isNull();
	}

	private static List<String> constants(Class<?> type, String prefix) {
		return Arrays.stream(type.getFields())
			.filter((field) -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class
					&& field.getName().startsWith(prefix) && !field.isAnnotationPresent(Deprecated.class))
			.map(OperationLabelsTests::value)
			.toList();
	}

	private static String value(Field field) {
		try {
			return (String) field.get(null);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
