package io.kefu.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kefu.casefile.CaseLabels;
import io.kefu.form.FormLabels;
import io.kefu.identity.Departments;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people call the variables of an instance and their values: as on the forms that
 * were deployed with it, and what no form asks for as in
 * {@code labels/variables.properties}.
 */
@Component
class VariableLabels {

	private static final Pattern WORD = Pattern.compile("\\w+");

	private final JdbcClient jdbc;

	private final Departments departments;

	private final Properties names = Words.of("variables");

	VariableLabels(JdbcClient jdbc, Departments departments) {
		this.jdbc = jdbc;
		this.departments = departments;
	}

	/**
	 * The labels for an instance.
	 * @param instanceId id of the process instance
	 * @param model its model; empty where that version was deleted
	 * @return the labels
	 */
	Labels of(String instanceId, Optional<BpmnModelInstance> model) {
		Map<String, String> formOfStep = new HashMap<>();
		model.ifPresent((bpmn) -> {
			bpmn.getModelElementsByType(StartEvent.class)
				.forEach((start) -> formOfStep.put(start.getId(), start.getCamundaFormRef()));
			bpmn.getModelElementsByType(UserTask.class)
				.forEach((task) -> formOfStep.put(task.getId(), task.getCamundaFormRef()));
		});
		formOfStep.values().removeIf((form) -> form == null);
		Set<String> referred = new HashSet<>(formOfStep.values());
		// A list in SQL is never empty.
		referred.add("");
		Labels labels = new Labels(formOfStep);
		// A called process has variables of its caller; a form bound to its newest
		// version
		// is in a deployment of its own.
		this.jdbc.sql("""
				select f.key_, b.bytes_, f.deployment_id_ = (
				  select d.deployment_id_ from act_hi_procinst i join act_re_procdef d on d.id_ = i.proc_def_id_
				  where i.id_ = :instance) as own
				from act_re_camformdef f
				join act_ge_bytearray b on b.deployment_id_ = f.deployment_id_ and b.name_ = f.resource_name_
				where f.deployment_id_ in (
				  select d.deployment_id_ from act_hi_procinst i join act_re_procdef d on d.id_ = i.proc_def_id_
				  where i.root_proc_inst_id_ = (select root_proc_inst_id_ from act_hi_procinst where id_ = :instance))
				or (f.key_ in (:referred)
				  and f.version_ = (select max(l.version_) from act_re_camformdef l where l.key_ = f.key_))
				order by own desc nulls last, f.key_""")
			.param("instance", instanceId)
			.param("referred", referred)
			.query((row) -> {
				FormLabels form = FormLabels.of(row.getBytes("bytes_"));
				labels.byKey.putIfAbsent(row.getString("key_"), form);
				labels.all.add(form);
				if (row.getBoolean("own")) {
					labels.own.add(form);
				}
			});
		return labels;
	}

	/** The labels for one instance. */
	final class Labels {

		private final Map<String, String> formOfStep;

		private final Map<String, FormLabels> byKey = new HashMap<>();

		private final List<FormLabels> own = new ArrayList<>();

		private final List<FormLabels> all = new ArrayList<>();

		private Labels(Map<String, String> formOfStep) {
			this.formOfStep = formOfStep;
		}

		/**
		 * What people call a variable. One key may have a label on each form: that of the
		 * step that set it counts, and without one only what all forms agree on.
		 * @param variable its name
		 * @param step id of the step that set it, may be null
		 * @return the label; the name itself where nobody gave it one
		 */
		String name(String variable, String step) {
			return step(step).flatMap((form) -> form.field(variable))
				.or(() -> agreed(this.own, variable))
				.or(() -> Optional.ofNullable(VariableLabels.this.names.getProperty(variable)))
				.or(() -> agreed(this.all, variable))
				.orElse(variable);
		}

		/**
		 * What people read for a value.
		 * @param variable name of the variable
		 * @param step id of the step that set it, may be null
		 * @param type the engine's type of the value
		 * @param text the value as {@link ValueText} has it, may be null
		 * @return the label of an option, or the text itself
		 */
		String value(String variable, String step, String type, String text) {
			if (text == null) {
				return null;
			}
			String stored = "boolean".equals(type) ? String.valueOf("是".equals(text)) : text;
			return Stream.concat(step(step).stream(), this.all.stream())
				.flatMap((form) -> form.option(variable, stored).stream())
				.findFirst()
				.orElseGet(() -> code(variable, text));
		}

		private Optional<FormLabels> step(String step) {
			return Optional.ofNullable(step).map(this.formOfStep::get).map(this.byKey::get);
		}

	}

	private static Optional<String> agreed(List<FormLabels> forms, String variable) {
		Set<String> labels = forms.stream()
			.flatMap((form) -> form.field(variable).stream())
			.collect(Collectors.toUnmodifiableSet());
		return (labels.size() == 1) ? labels.stream().findFirst() : Optional.empty();
	}

	/** Codes of what no form asks for. */
	private String code(String variable, String text) {
		return switch (variable) {
			case "severity" -> CaseLabels.severity(text);
			case "complaintLevel" -> CaseLabels.complaintLevel(text);
			case "caseKind" -> CaseLabels.kind(text);
			case "responsibleDepartment", "analysisDepartment" -> department(text);
			case "notifyDepartments" -> WORD.matcher(text)
				.results()
				.map(MatchResult::group)
				.map(this::department)
				.collect(Collectors.joining("、"));
			default -> text;
		};
	}

	private String department(String id) {
		return this.departments.isDepartment(id) ? this.departments.label(id) : id;
	}

}
