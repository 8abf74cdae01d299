package io.kefu.audit;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.kefu.audit.InstanceHistory.ActivityRun;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;

/**
 * Which sequence flows an instance took. The engine's history has no record of flows, but
 * its runs of activities carry a counter that grows along the path of a token: by one at
 * the start and by one at the end of each run. So the run before another one, in the same
 * scope and at the other end of a flow, is the one with the counter two below; where a
 * subprocess or a join lies between, the nearest one that had ended by then. Two flows
 * between the same two nodes cannot be told apart and count both.
 */
final class TakenFlows {

	private static final int NEXT = 2;

	private static final String BODY = "#multiInstanceBody";

	private TakenFlows() {
	}

	/**
	 * Derives the flows.
	 * @param model the version on which the instance ran
	 * @param runs all runs of its activities
	 * @return ids of the flows taken, sorted
	 */
	static Set<String> of(BpmnModelInstance model, List<ActivityRun> runs) {
		Map<String, List<SequenceFlow>> incoming = model.getModelElementsByType(SequenceFlow.class)
			.stream()
			.collect(Collectors.groupingBy((flow) -> flow.getTarget().getId()));
		Set<String> bodies = runs.stream()
			.filter((run) -> run.activityId().endsWith(BODY))
			.map(ActivityRun::id)
			.collect(Collectors.toSet());
		// Flows lead to the whole of a multiple task, not to its single runs.
		Map<String, List<ActivityRun>> byNode = runs.stream()
			.filter((run) -> run.parentId() == null || !bodies.contains(run.parentId()))
			.collect(Collectors.groupingBy((run) -> node(run.activityId())));
		Set<String> taken = new TreeSet<>();
		byNode.forEach((node, targets) -> {
			Collection<SequenceFlow> flows = incoming.getOrDefault(node, List.of());
			List<ActivityRun> sources = flows.stream()
				.map((flow) -> flow.getSource().getId())
				.distinct()
				.flatMap((source) -> byNode.getOrDefault(source, List.of()).stream())
				.toList();
			for (ActivityRun target : targets) {
				before(target, sources).ifPresent((source) -> flows.stream()
					.filter((flow) -> flow.getSource().getId().equals(node(source.activityId())))
					.forEach((flow) -> taken.add(flow.getId())));
			}
		});
		return taken;
	}

	private static Optional<ActivityRun> before(ActivityRun target, List<ActivityRun> sources) {
		List<ActivityRun> possible = sources.stream()
			.filter((source) -> Objects.equals(source.parentId(), target.parentId()) && !source.canceled()
					&& source.endedAt() != null && !source.endedAt().isAfter(target.startedAt())
					&& source.counter() < target.counter())
			.toList();
		return possible.stream()
			.filter((source) -> source.counter() + NEXT == target.counter())
			.findFirst()
			.or(() -> possible.stream().max(Comparator.comparingLong(ActivityRun::counter)));
	}

	private static String node(String activityId) {
		return activityId.endsWith(BODY) ? activityId.substring(0, activityId.length() - BODY.length()) : activityId;
	}

}
