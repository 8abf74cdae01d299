package io.kefu.complaint;

import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.casefile.Cases;
import io.kefu.identity.Actor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Writes what the tables decided into the case file.
 */
@Component
class RecordClassificationDelegate implements JavaDelegate {

	private static final Map<String, String> SEVERITIES = Map.of("A", "A 严重", "B", "B 紧急", "C", "C 一般", "D", "D 咨询");

	private static final Map<String, String> LEVELS = Map.of("GENERAL", "一般抱怨", "MEDIUM", "中级抱怨", "STRONG", "强烈抱怨",
			"IRRATIONAL", "非理性抱怨");

	private final Cases cases;

	private final CaseEvents events;

	RecordClassificationDelegate(Cases cases, CaseEvents events) {
		this.cases = cases;
		this.events = events;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String caseNo = (String) execution.getVariable(ComplaintProcess.CASE_NO);
		String severity = (String) execution.getVariable(ComplaintProcess.SEVERITY);
		String level = (String) execution.getVariable(ComplaintProcess.COMPLAINT_LEVEL);
		if (severity == null || level == null) {
			throw new IllegalStateException("Decision tables gave no severity or level for " + caseNo);
		}
		this.cases.classify(caseNo, severity, level);
		this.events.record(caseNo, "CLASSIFIED", Actor.SYSTEM, "严重程度：%s；抱怨级别：%s；同一客户反映 %s 次，%s 个客户反映同一问题%s".formatted(
				SEVERITIES.get(severity), LEVELS.get(level),
				execution.getVariable(ComplaintProcess.SAME_CUSTOMER_COUNT),
				execution.getVariable(ComplaintProcess.DISTINCT_CUSTOMER_COUNT),
				Boolean.TRUE.equals(execution.getVariable(ComplaintProcess.ASSESS_UNIVERSALITY)) ? "，需评估普遍性" : ""));
	}

}
