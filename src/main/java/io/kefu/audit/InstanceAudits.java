package io.kefu.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.kefu.audit.InstanceAudit.ActivitySum;
import io.kefu.audit.InstanceHistory.ActivityRun;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;

import org.springframework.stereotype.Component;

/**
 * Puts everything about one instance together.
 */
@Component
class InstanceAudits {

	private final Instances instances;

	private final InstanceHistory history;

	private final Decisions decisions;

	private final InstanceTimeline timeline;

	private final Models models;

	private final VariableLabels variables;

	private final Clock clock;

	private final Reading reading;

	InstanceAudits(Instances instances, InstanceHistory history, Decisions decisions, InstanceTimeline timeline,
			Models models, VariableLabels variables, Clock engineClock, Reading reading) {
		this.instances = instances;
		this.history = history;
		this.decisions = decisions;
		this.timeline = timeline;
		this.models = models;
		this.variables = variables;
		this.clock = engineClock;
		this.reading = reading;
	}

	/**
	 * Everything about an instance that the user may see.
	 * @param id id of the process instance
	 * @param visible keys of the processes that the user may see
	 * @param decisions keys of the decisions that the user may see
	 * @return empty if there is no such instance or it is not visible
	 */
	Optional<InstanceAudit> audit(String id, Set<String> visible, Set<String> decisions) {
		return this.reading.at(() -> this.instances.find(id, visible).map((found) -> audit(found, visible, decisions)));
	}

	private InstanceAudit audit(Instances.Instance found, Set<String> visible, Set<String> decisions) {
		String id = found.row().id();
		List<ActivityRun> runs = this.history.activities(id);
		List<Decisions.Evaluation> evaluations = this.decisions.of(id, decisions);
		boolean wholeCase = this.history.wholeCase(found.row().caseNo(), visible);
		List<InstanceHistory.Called> called = this.history.called(id, visible);
		Optional<BpmnModelInstance> model = this.models.process(found.row().definitionId());
		return new InstanceAudit(found.row(), found.deleteReason(),
				this.models.definition(found.row().definitionId()).orElse(null), sums(runs),
				model.map((bpmn) -> TakenFlows.of(bpmn, runs)).orElseGet(Set::of),
				this.timeline.of(found, runs, model.map(InstanceAudits::titles).orElseGet(Map::of), evaluations, called,
						wholeCase, this.variables.of(id, model)),
				evaluations, this.history.clocks(id),
				wholeCase ? this.history.messages(found.row().caseNo()) : List.of(), this.history.incidents(id),
				this.history.caller(id, visible), called, this.history.attachments(id), this.history.comments(id));
	}

	private static Map<String, String> titles(BpmnModelInstance model) {
		return model.getModelElementsByType(FlowNode.class)
			.stream()
			.filter((node) -> node.getName() != null && !node.getName().isBlank())
			.collect(Collectors.toMap(FlowNode::getId, FlowNode::getName));
	}

	private List<ActivitySum> sums(List<ActivityRun> runs) {
		Map<String, ActivitySum> sums = new LinkedHashMap<>();
		for (ActivityRun run : runs) {
			if (run.type().equals("multiInstanceBody")) {
				continue;
			}
			long millis = (run.durationMs() != null) ? run.durationMs()
					: Math.max(0, Duration.between(run.startedAt().toInstant(), this.clock.instant()).toMillis());
			sums.merge(run.activityId(),
					new ActivitySum(run.activityId(), run.title(), run.type(), 1, (run.endedAt() == null) ? 1 : 0,
							run.canceled() ? 1 : 0, millis),
					(a, b) -> new ActivitySum(a.activityId(), a.name(), a.type(), a.count() + b.count(),
							a.running() + b.running(), a.canceled() + b.canceled(), a.totalMs() + b.totalMs()));
		}
		return List.copyOf(sums.values());
	}

}
