package io.kefu.engine;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.joda.time.DateTime;

/**
 * The calls that an expression may make on values. Everything is listed and called
 * directly; there is no reflection on a value's own class, so no name leads to
 * {@code getClass}.
 */
final class SafeCalls {

	/** Functions of the engine that expressions may use. */
	static final Set<String> FUNCTIONS = Set.of("currentUser", "currentUserGroups", "now", "dateTime");

	private static final Map<String, Function<DelegateExecution, Object>> EXECUTION = Map.of("id",
			DelegateExecution::getId, "processInstanceId", DelegateExecution::getProcessInstanceId,
			"processDefinitionId", DelegateExecution::getProcessDefinitionId, "processBusinessKey",
			DelegateExecution::getProcessBusinessKey, "businessKey", DelegateExecution::getBusinessKey,
			"currentActivityId", DelegateExecution::getCurrentActivityId, "currentActivityName",
			DelegateExecution::getCurrentActivityName, "activityInstanceId", DelegateExecution::getActivityInstanceId,
			"eventName", DelegateExecution::getEventName);

	private static final Map<String, Function<DelegateTask, Object>> TASK = Map.of("id", DelegateTask::getId, "name",
			DelegateTask::getName, "taskDefinitionKey", DelegateTask::getTaskDefinitionKey, "assignee",
			DelegateTask::getAssignee, "priority", DelegateTask::getPriority, "dueDate", DelegateTask::getDueDate,
			"createTime", DelegateTask::getCreateTime, "processInstanceId", DelegateTask::getProcessInstanceId,
			"processDefinitionId", DelegateTask::getProcessDefinitionId, "eventName", DelegateTask::getEventName);

	private static final Set<String> ON_VALUES = Set.of("equals", "contains", "containsKey", "isEmpty", "length",
			"size", "startsWith", "endsWith", "toLowerCase");

	private static final Set<String> ON_DATES = Set.of("plusYears", "plusMonths", "plusWeeks", "plusDays", "plusHours",
			"plusMinutes", "plusSeconds", "minusYears", "minusMonths", "minusWeeks", "minusDays", "minusHours",
			"minusMinutes", "minusSeconds", "withDayOfWeek", "withDayOfMonth", "withHourOfDay", "withMinuteOfHour",
			"withSecondOfMinute", "withTimeAtStartOfDay", "toDate");

	private SafeCalls() {
	}

	/**
	 * Tells whether a method of this name may be called on some value that is no bean,
	 * for checking a model before it runs.
	 * @param method the method's name
	 * @return whether {@link #call} knows it
	 */
	static boolean isKnownOnValues(String method) {
		return ON_VALUES.contains(method) || ON_DATES.contains(method);
	}

	/**
	 * Tells whether a model may read this property or call this getter of
	 * {@code execution} or {@code task}.
	 * @param scope {@code execution} or {@code task}
	 * @param name property or method name
	 * @return whether it is on the list
	 */
	static boolean isKnownOnScope(String scope, String name) {
		String property = propertyOf(name);
		return "task".equals(scope) ? TASK.containsKey(property) : EXECUTION.containsKey(property);
	}

	/**
	 * Reads a property of the execution or task at hand.
	 * @param base the object
	 * @param property property or getter name
	 * @return a function that reads it, empty where it is not on the list
	 */
	static Optional<Function<Object, Object>> property(Object base, String property) {
		String name = propertyOf(property);
		if (base instanceof DelegateTask) {
			return Optional.ofNullable(TASK.get(name)).map((read) -> (task) -> read.apply((DelegateTask) task));
		}
		if (base instanceof DelegateExecution) {
			return Optional.ofNullable(EXECUTION.get(name))
				.map((read) -> (execution) -> read.apply((DelegateExecution) execution));
		}
		return Optional.empty();
	}

	/**
	 * Calls a method of a text, a collection, a map or a point in time.
	 * @param base the value
	 * @param method the method's name
	 * @param arguments the arguments
	 * @return the result; empty where the call is not on the list
	 */
	static Optional<Object> call(Object base, String method, Object[] arguments) {
		if (base instanceof String text) {
			return Optional.ofNullable(onText(text, method, arguments));
		}
		if (base instanceof Collection<?> collection) {
			return Optional.ofNullable(onCollection(collection, method, arguments));
		}
		if (base instanceof Map<?, ?> map) {
			return Optional.ofNullable(onMap(map, method, arguments));
		}
		if (base instanceof DateTime time) {
			return Optional.ofNullable(onDateTime(time, method, arguments));
		}
		return Optional.empty();
	}

	/**
	 * Calls a method of a point in time, which is all that a query's expression may do.
	 * @param time the point in time
	 * @param method the method's name
	 * @param arguments the arguments
	 * @return the result; null where the call is not on the list
	 */
	static Object onDateTime(DateTime time, String method, Object[] arguments) {
		if (arguments.length == 0) {
			return switch (method) {
				case "withTimeAtStartOfDay" -> time.withTimeAtStartOfDay();
				case "toDate" -> time.toDate();
				default -> null;
			};
		}
		if (arguments.length != 1 || !ON_DATES.contains(method)) {
			return null;
		}
		if (!(arguments[0] instanceof Number number)) {
			throw new ProcessEngineException(method + " needs a number");
		}
		int amount = Math.toIntExact(number.longValue());
		return switch (method) {
			case "plusYears" -> time.plusYears(amount);
			case "plusMonths" -> time.plusMonths(amount);
			case "plusWeeks" -> time.plusWeeks(amount);
			case "plusDays" -> time.plusDays(amount);
			case "plusHours" -> time.plusHours(amount);
			case "plusMinutes" -> time.plusMinutes(amount);
			case "plusSeconds" -> time.plusSeconds(amount);
			case "minusYears" -> time.minusYears(amount);
			case "minusMonths" -> time.minusMonths(amount);
			case "minusWeeks" -> time.minusWeeks(amount);
			case "minusDays" -> time.minusDays(amount);
			case "minusHours" -> time.minusHours(amount);
			case "minusMinutes" -> time.minusMinutes(amount);
			case "minusSeconds" -> time.minusSeconds(amount);
			case "withDayOfWeek" -> time.withDayOfWeek(amount);
			case "withDayOfMonth" -> time.withDayOfMonth(amount);
			case "withHourOfDay" -> time.withHourOfDay(amount);
			case "withMinuteOfHour" -> time.withMinuteOfHour(amount);
			case "withSecondOfMinute" -> time.withSecondOfMinute(amount);
			default -> null;
		};
	}

	private static Object onText(String text, String method, Object[] arguments) {
		if (arguments.length == 0) {
			return switch (method) {
				case "isEmpty" -> text.isEmpty();
				case "length" -> text.length();
				case "toLowerCase" -> text.toLowerCase(Locale.ROOT);
				default -> null;
			};
		}
		if (arguments.length != 1) {
			return null;
		}
		String other = (arguments[0] != null) ? arguments[0].toString() : null;
		return switch (method) {
			case "equals" -> text.equals(arguments[0]);
			case "contains" -> other != null && text.contains(other);
			case "startsWith" -> other != null && text.startsWith(other);
			case "endsWith" -> other != null && text.endsWith(other);
			default -> null;
		};
	}

	private static Object onCollection(Collection<?> collection, String method, Object[] arguments) {
		if (arguments.length == 0) {
			return switch (method) {
				case "isEmpty" -> collection.isEmpty();
				case "size" -> collection.size();
				default -> null;
			};
		}
		if (arguments.length != 1) {
			return null;
		}
		return switch (method) {
			case "contains" -> collection.stream().anyMatch((element) -> Objects.equals(element, arguments[0]));
			case "equals" -> collection.equals(arguments[0]);
			default -> null;
		};
	}

	private static Object onMap(Map<?, ?> map, String method, Object[] arguments) {
		if (arguments.length == 0) {
			return switch (method) {
				case "isEmpty" -> map.isEmpty();
				case "size" -> map.size();
				default -> null;
			};
		}
		if (arguments.length != 1) {
			return null;
		}
		return switch (method) {
			case "containsKey" -> map.keySet().stream().anyMatch((key) -> Objects.equals(key, arguments[0]));
			case "equals" -> map.equals(arguments[0]);
			default -> null;
		};
	}

	private static String propertyOf(String name) {
		if (name.startsWith("get") && name.length() > 3) {
			return Character.toLowerCase(name.charAt(3)) + name.substring(4);
		}
		return name;
	}

}
