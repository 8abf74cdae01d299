package io.kefu.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kefu.form.FormSchema.Extent;
import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.bpmn.behavior.NoneStartEventActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.cmd.GetCamundaFormDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.GetDeploymentResourceCmd;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.impl.form.CamundaFormRefImpl;
import org.camunda.bpm.engine.impl.form.FormDefinition;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricTaskInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.repository.CamundaFormDefinition;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.Variables.SerializationDataFormats;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Applies a form's rules to what the engine is given: finds the form of a task or of a
 * process as it was deployed with it, checks against it and against the table
 * {@code <form-id>-check}, and says clearly when a task is no longer there to submit.
 */
class FormCheckService {

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
		.withZone(ZoneId.of("Asia/Shanghai"));

	private final Clock clock;

	/** By the id of the deployed form, which never changes its content. */
	private final Map<String, FormSchema> schemas = new ConcurrentHashMap<>();

	FormCheckService(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Checks a submission that ends a task, and ends it.
	 * @param executor runs commands of the engine
	 * @param taskId the task
	 * @param submitted the submitted variables, may be null
	 * @param extent whether all required fields must be there
	 * @param completion ends the task with the checked variables
	 * @return what the completion answers
	 * @throws InvalidInputException if the submission is refused: wrong fields (400), no
	 * such task (404), done, cancelled, or claimed by somebody else (409)
	 */
	<T> T submit(CommandExecutor executor, String taskId, Map<String, Object> submitted, Extent extent,
			Function<Map<String, Object>, T> completion) {
		// Refusals leave the command as values: the engine logs what a command throws.
		try {
			Outcome<T> outcome = executor.execute((context) -> {
				lock(context, taskId);
				Verdict verdict = checkSubmission(context, taskId, submitted, extent);
				return new Outcome<>(verdict,
						(verdict.refusal() == null) ? completion.apply(verdict.accepted()) : null);
			});
			outcome.verdict().values();
			return outcome.answer();
		}
		catch (OptimisticLockingException ex) {
			// A timer or a message may have ended the task between the check and the
			// commit.
			executor.execute((context) -> checkSubmission(context, taskId, submitted, extent)).values();
			throw InvalidInputException.conflict("该任务正被其他操作更新，请刷新后重新提交");
		}
	}

	/**
	 * Lets one submission of a task wait for the other: the second then finds the task
	 * gone, and not half of what belongs to it.
	 */
	private static void lock(CommandContext context, String taskId) {
		Connection connection = context.getDbSqlSession().getSqlSession().getConnection();
		JdbcClient.create(new SingleConnectionDataSource(connection, true))
			.sql("select id_ from act_ru_task where id_ = ? for update")
			.param(taskId)
			.query(String.class)
			.optional();
	}

	/**
	 * Checks variables that a person sets on a task without ending it. The engine's own
	 * code may set any.
	 * @param executor runs commands of the engine
	 * @param taskId the task
	 * @param variables the variables to set, may be null
	 * @param removals names of variables to remove, may be null
	 * @return the variables to set in the form in which they are stored
	 * @throws InvalidInputException if a variable is none of the form's or has a wrong
	 * value
	 */
	Map<String, Object> checkVariables(CommandExecutor executor, String taskId, Map<String, ?> variables,
			Collection<String> removals) {
		return executor.execute((context) -> {
			TaskEntity task = context.getTaskManager().findTaskById(taskId);
			if (task == null) {
				return Verdict.refused(gone(context, taskId));
			}
			commandCheckers(context).forEach((checker) -> checker.checkUpdateTaskVariable(task));
			Map<String, Object> changes = plain(variables);
			if (user(context) == null) {
				return Verdict.accepted(changes, variables);
			}
			Map<String, Object> all = new LinkedHashMap<>(changes);
			if (removals != null) {
				removals.forEach((name) -> all.putIfAbsent(name, null));
			}
			Optional<FormSchema> schema = taskForm(context, task);
			if (schema.isEmpty()) {
				return Verdict.accepted(changes, variables);
			}
			Verdict verdict = check(context, schema.get(), all, task, Extent.PARTIAL);
			return verdict.only(changes.keySet());
		}).values();
	}

	/**
	 * Refuses to let a person end a task in a way that passes its form by.
	 * @param executor runs commands of the engine
	 * @param taskId the task
	 * @throws InvalidInputException if somebody is logged in
	 */
	void refusePassingBy(CommandExecutor executor, String taskId) {
		boolean refused = executor.execute((context) -> {
			TaskEntity task = context.getTaskManager().findTaskById(taskId);
			if (task != null) {
				commandCheckers(context).forEach((checker) -> checker.checkTaskWork(task));
			}
			return user(context) != null;
		});
		if (refused) {
			throw InvalidInputException.forbidden("请填写任务表单后提交，不能绕过表单结束任务");
		}
	}

	/**
	 * Checks the variables with which a process instance starts against the start form
	 * and stores them in their final form. Instances started by a call activity carry
	 * what their caller gives.
	 * @param instance the instance that is starting, before anything in it has happened
	 * @throws InvalidInputException if it must not start
	 */
	void checkStart(ExecutionEntity instance, CommandContext context) {
		FormDefinition form = instance.getProcessDefinition().getStartFormDefinition();
		if (form == null || form.getCamundaFormDefinitionKey() == null || instance.getSuperExecutionId() != null
				|| instance.getSuperCaseExecutionId() != null) {
			return;
		}
		// Our own code and administrators may start with more than the form has, or in
		// the middle.
		boolean trusted = isTrusted(context);
		if (!isAtStartEvent(instance)) {
			if (!trusted) {
				throw InvalidInputException.forbidden("流程只能从开始事件发起");
			}
			return;
		}
		Map<String, Object> variables = plain(instance.getVariablesTyped(false));
		variables.remove(instance.getProcessDefinition().getProperty(BpmnParse.PROPERTYNAME_INITIATOR_VARIABLE_NAME));
		FormSchema schema = deployedForm(context, form.getCamundaFormDefinitionKey().getExpressionText(),
				form.getCamundaFormDefinitionBinding(), form.getCamundaFormDefinitionVersion(), instance,
				instance.getProcessDefinition().getDeploymentId());
		if (trusted) {
			variables.keySet().retainAll(schema.keys());
		}
		Map<String, Object> checked = check(context, schema, variables, null, Extent.WHOLE).values();
		checked.forEach((name, value) -> {
			if (!Objects.equals(value, variables.get(name))) {
				instance.setVariable(name, value);
			}
		});
	}

	private Verdict checkSubmission(CommandContext context, String taskId, Map<String, Object> submitted,
			Extent extent) {
		TaskEntity task = context.getTaskManager().findTaskById(taskId);
		if (task == null) {
			return Verdict.refused(gone(context, taskId));
		}
		// Who may not work on the task learns nothing about it.
		commandCheckers(context).forEach((checker) -> checker.checkTaskWork(task));
		Authentication user = user(context);
		if (!isTrusted(context) && task.getAssignee() != null && !task.getAssignee().equals(user.getUserId())) {
			return Verdict
				.refused(InvalidInputException.conflict("该任务已由" + displayName(context, task.getAssignee()) + "领取"));
		}
		Optional<FormSchema> schema = taskForm(context, task);
		return schema.isPresent() ? check(context, schema.get(), plain(submitted), task, extent)
				: Verdict.accepted(plain(submitted), submitted);
	}

	private Verdict check(CommandContext context, FormSchema schema, Map<String, Object> submitted, VariableScope scope,
			Extent extent) {
		Instant now = this.clock.instant();
		Map<String, Object> known = (scope != null && schema.readsVariables()) ? known(scope) : Map.of();
		CheckedForm checked = schema.check(submitted, known, now, extent,
				(expression, variables) -> evaluate(context, expression, variables));
		List<FieldError> errors = new ArrayList<>(checked.errors());
		if (extent == Extent.WHOLE) {
			Set<String> wrong = errors.stream().map(FieldError::field).collect(Collectors.toCollection(HashSet::new));
			crossFieldErrors(context, schema, checked.answers(), now).filter((error) -> wrong.add(error.field()))
				.forEach(errors::add);
		}
		return errors.isEmpty() ? Verdict.accepted(checked.values())
				: Verdict.refused(InvalidInputException.of(errors));
	}

	/** One row per broken rule that spans several fields. */
	private Stream<FieldError> crossFieldErrors(CommandContext context, FormSchema schema, Map<String, Object> answers,
			Instant now) {
		DecisionDefinitionEntity latest = context.getDecisionDefinitionManager()
			.findLatestDecisionDefinitionByKey(schema.id() + "-check");
		if (latest == null) {
			return Stream.empty();
		}
		DecisionDefinitionEntity decision = context.getProcessEngineConfiguration()
			.getDeploymentCache()
			.findDeployedDecisionDefinitionById(latest.getId());
		VariableMap input = Variables.fromMap(answers);
		input.put("now", ZonedDateTime.ofInstant(now, MINUTE.getZone()));
		return context.getProcessEngineConfiguration()
			.getDmnEngine()
			.evaluateDecisionTable(decision, input)
			.stream()
			.map(FormCheckService::error);
	}

	private static FieldError error(DmnDecisionRuleResult row) {
		return new FieldError(Objects.toString(row.getEntry("field"), ""),
				Objects.toString(row.getEntry("message"), "提交内容不符合规定"));
	}

	private static Object evaluate(CommandContext context, String expression, Map<String, Object> variables) {
		FeelEngine feel = context.getProcessEngineConfiguration().getDmnEngineConfiguration().getFeelEngine();
		try {
			return feel.evaluateSimpleExpression(expression, Variables.fromMap(variables).asVariableContext());
		}
		catch (FeelException ex) {
			return null;
		}
	}

	private Optional<FormSchema> taskForm(CommandContext context, TaskEntity task) {
		TaskDefinition definition = task.getTaskDefinition();
		if (definition == null || definition.getCamundaFormDefinitionKey() == null) {
			return Optional.empty();
		}
		String formId = Objects.toString(definition.getCamundaFormDefinitionKey().getValue(task), "");
		return Optional.of(deployedForm(context, formId, definition.getCamundaFormDefinitionBinding(),
				definition.getCamundaFormDefinitionVersion(), task, task.getProcessDefinition().getDeploymentId()));
	}

	/** The form as the engine shows it, so that what is shown is what is checked. */
	private FormSchema deployedForm(CommandContext context, String formId, String binding, Expression version,
			VariableScope scope, String deploymentId) {
		CamundaFormRefImpl reference = new CamundaFormRefImpl(formId, binding);
		if (version != null) {
			reference.setVersion(Integer.valueOf(version.getValue(scope).toString()));
		}
		CamundaFormDefinition form = context
			.runWithoutAuthorization(new GetCamundaFormDefinitionCmd(reference, deploymentId));
		if (form == null) {
			throw InvalidInputException.conflict("没有找到表单“" + formId + "”，无法检查提交内容，请联系流程负责人");
		}
		return this.schemas.computeIfAbsent(form.getId(), (id) -> parse(context, form));
	}

	private static FormSchema parse(CommandContext context, CamundaFormDefinition form) {
		try (InputStream resource = context
			.runWithoutAuthorization(new GetDeploymentResourceCmd(form.getDeploymentId(), form.getResourceName()))) {
			return FormSchema.parse(resource.readAllBytes());
		}
		catch (IllegalArgumentException ex) {
			throw InvalidInputException.conflict("表单“" + form.getKey() + "”无法用于检查（" + ex.getMessage() + "），请联系流程负责人");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Says what became of a task. Nobody's name: who asks may not be allowed to know. */
	private static InvalidInputException gone(CommandContext context, String taskId) {
		HistoricTaskInstanceEntity past = context.getHistoricTaskInstanceManager().findHistoricTaskInstanceById(taskId);
		if (past == null) {
			return InvalidInputException.notFound("没有找到该任务");
		}
		if (TaskEntity.DELETE_REASON_COMPLETED.equals(past.getDeleteReason())) {
			return InvalidInputException.conflict("该任务已于" + MINUTE.format(past.getEndTime().toInstant()) + "完成，请勿重复提交");
		}
		return InvalidInputException.conflict("该任务已取消，无需提交");
	}

	private static String displayName(CommandContext context, String userId) {
		User user = context.runWithoutAuthorization(() -> context.getReadOnlyIdentityProvider().findUserById(userId));
		if (user == null) {
			return userId;
		}
		String name = Stream.of(user.getLastName(), user.getFirstName())
			.filter(Objects::nonNull)
			.collect(Collectors.joining())
			.strip();
		return name.isEmpty() ? userId : name;
	}

	/**
	 * Whether our own code or an administrator asks.
	 */
	static boolean isTrusted(CommandContext context) {
		Authentication user = user(context);
		return user == null || context.getAuthorizationManager().isCamundaAdmin(user);
	}

	private static Authentication user(CommandContext context) {
		Authentication authentication = context.getAuthentication();
		return (authentication != null && authentication.getUserId() != null) ? authentication : null;
	}

	private static List<CommandChecker> commandCheckers(CommandContext context) {
		return context.getProcessEngineConfiguration().getCommandCheckers();
	}

	private static boolean isAtStartEvent(ExecutionEntity instance) {
		ActivityImpl activity = instance.getActivity();
		return activity != null && activity.getFlowScope() == instance.getProcessDefinition()
				&& activity.getActivityBehavior() instanceof NoneStartEventActivityBehavior;
	}

	/**
	 * The variables of the case. Lists, from which a form takes its options, are read;
	 * other objects stay as they are stored.
	 */
	private static Map<String, Object> known(VariableScope scope) {
		Map<String, Object> known = plain(scope.getVariablesTyped(false));
		known.replaceAll((name, value) -> (value instanceof ObjectValue object && isJson(object))
				? scope.getVariable(name) : value);
		return known;
	}

	private static boolean isJson(ObjectValue value) {
		return SerializationDataFormats.JSON.getName().equals(value.getSerializationDataFormat());
	}

	/**
	 * Takes the values out of their typed wrappings. What is not a simple value stays
	 * wrapped and is refused by the field.
	 */
	private static Map<String, Object> plain(Map<String, ?> variables) {
		Map<String, Object> plain = new LinkedHashMap<>();
		if (variables != null) {
			for (String name : variables.keySet()) {
				Object value = (variables instanceof VariableMap map) ? map.getValueTyped(name) : variables.get(name);
				boolean wrapped = value instanceof TypedValue && !(value instanceof SerializableValue);
				plain.put(name, wrapped ? ((TypedValue) value).getValue() : value);
			}
		}
		return plain;
	}

	/**
	 * What came of a submission: the check's verdict and, if it was accepted, what the
	 * completion answered.
	 */
	private record Outcome<T>(Verdict verdict, T answer) {
	}

	/**
	 * What came of a check inside a command.
	 */
	private record Verdict(Map<String, Object> accepted, InvalidInputException refusal) {

		static Verdict accepted(Map<String, Object> values) {
			return new Verdict(values, null);
		}

		/**
		 * Accepts what no form describes, as it was given.
		 */
		@SuppressWarnings("unchecked")
		static Verdict accepted(Map<String, Object> plain, Map<String, ?> given) {
			return new Verdict((given != null) ? (Map<String, Object>) given : plain, null);
		}

		static Verdict refused(InvalidInputException refusal) {
			return new Verdict(null, refusal);
		}

		Verdict only(Set<String> names) {
			if (this.refusal != null) {
				return this;
			}
			Map<String, Object> values = new LinkedHashMap<>(this.accepted);
			values.keySet().retainAll(names);
			return accepted(values);
		}

		Map<String, Object> values() {
			if (this.refusal != null) {
				throw this.refusal;
			}
			return this.accepted;
		}

	}

}
