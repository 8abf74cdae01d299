package io.kefu.followup;

import java.util.Objects;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import io.kefu.casework.CompanyTime;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Writes the call into the timeline with time, name, phone, contract number and address
 * (S4-421), and says how the follow-up goes on.
 */
@Component
class RecordCallListener implements TaskListener {

	private final CaseEvents events;

	private final CompanyTime times;

	RecordCallListener(CaseEvents events, CompanyTime times) {
		this.events = events;
		this.times = times;
	}

	@Override
	public void notify(DelegateTask task) {
		String time = this.times.text(task.getVariable("calledAt"));
		boolean reached = Boolean.TRUE.equals(task.getVariable("reached"));
		boolean visit = reached && Boolean.TRUE.equals(task.getVariable("visitNeeded"));
		boolean last = (Integer) task.getVariable(FollowUpVariables.CALL_ROUND) >= FollowUpVariables.ROUNDS;
		task.getExecution().setVariable("calledText", time);
		task.getExecution()
			.setVariable(FollowUpVariables.CALL_RESULT, visit ? "visit" : (reached || last) ? "done" : "again");
		task.getExecution().setVariable(FollowUpVariables.RESULT, reached ? "安装后回访已完成" : "三次致电均未联系到客户");
		String person = reached ? "，姓名：" + task.getVariable("calledPerson") : "";
		String said = reached ? "客户评价：" + task.getVariable("evaluation")
				: "未联系到：" + task.getVariable(FollowUpVariables.UNREACHABLE_NOTE);
		this.events.record((String) task.getVariable(CaseVariables.CASE_NO), "FOLLOW_UP_CALL", Actor.of(task),
				"第 %s 次致电，时间：%s%s，电话：%s，合同号：%s，地址：%s。%s".formatted(task.getVariable(FollowUpVariables.CALL_ROUND), time,
						person, task.getVariable("calledPhone"), known(task, FollowUpVariables.CONTRACT_NO),
						known(task, FollowUpVariables.ADDRESS), said));
	}

	private static Object known(DelegateTask task, String variable) {
		return Objects.requireNonNullElse(task.getVariable(variable), "无");
	}

}
