package io.kefu.audit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.junit.jupiter.api.Test;

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
