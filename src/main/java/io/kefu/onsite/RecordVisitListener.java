package io.kefu.onsite;

import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.casefile.Cases;
import io.kefu.casefile.ServiceCase;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Notes what came of a visit (S4-321): in the variables on which the process and its
 * caller decide, in the timeline, and a fault code that was found in the case file.
 */
@Component
class RecordVisitListener implements TaskListener {

	private static final String ABSENT = "absent";

	private static final Map<String, String> CONCLUSIONS = Map.of("solved", "上门服务完成，问题已现场解决", "parts",
			"上门服务未能现场解决，转订购配件后维修", "factory", "上门服务未能现场解决，转返厂维修", ABSENT, "上门时客户不在，未能提供服务");

	private final Cases cases;

	private final CaseEvents events;

	RecordVisitListener(Cases cases, CaseEvents events) {
		this.cases = cases;
		this.events = events;
	}

	@Override
	public void notify(DelegateTask task) {
		String caseNo = (String) task.getVariable(CaseVariables.CASE_NO);
		String result = result(task);
		String conclusion = CONCLUSIONS.get(result);
		task.getExecution().setVariable(OnsiteServiceProcess.VISIT_RESULT, result);
		task.getExecution().setVariable(OnsiteServiceProcess.VISIT_CONCLUSION, conclusion);
		this.events.record(caseNo, "VISIT", Actor.of(task),
				"第 %s 次上门：%s".formatted(task.getVariable(OnsiteServiceProcess.VISIT_ROUND), conclusion));
		if (!ABSENT.equals(result) && task.getVariable(OnsiteServiceProcess.FAULT_CODE) instanceof String faultCode) {
			ServiceCase served = this.cases.find(caseNo);
			this.cases.accept(caseNo, served.kind(), faultCode, served.productModel(), served.serialNo());
		}
	}

	private static String result(DelegateTask task) {
		if (!Boolean.TRUE.equals(task.getVariable(OnsiteServiceProcess.CUSTOMER_PRESENT))) {
			return ABSENT;
		}
		return Boolean.TRUE.equals(task.getVariable("solvedOnSite")) ? "solved" : (String) task.getVariable("nextStep");
	}

}
