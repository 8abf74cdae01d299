package io.kefu.returns;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import io.kefu.identity.Departments;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notes who signed a step of the exchange form, what they answered and when (S4-108), and
 * shows it to those who sign after them. A new exchange form begins with no signatures.
 */
@Component
class SignReturnListener implements TaskListener {

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

	private final JdbcClient jdbc;

	private final CaseEvents events;

	private final Departments departments;

	private final Clock clock;

	private final ZoneId zone;

	SignReturnListener(JdbcClient jdbc, CaseEvents events, Departments departments, Clock engineClock,
			@Value("${kefu.calendar.zone}") ZoneId zone) {
		this.jdbc = jdbc;
		this.events = events;
		this.departments = departments;
		this.clock = engineClock;
		this.zone = zone;
	}

	@Override
	public void notify(DelegateTask task) {
		switch (task.getTaskDefinitionKey()) {
			case "Task_FillExchangeForm" -> {
				task.getExecution().setVariable(ReturnProcess.APPROVED_QUANTITY, task.getVariable("quantity"));
				task.getExecution().setVariable(ReturnProcess.EXCHANGE_APPROVED, false);
				task.getExecution().setVariable(ReturnProcess.EXCHANGE_APPROVALS, new ArrayList<>());
				sign(task, "填写", text(task, "detailedReason"));
			}
			case "Task_SignRegional" -> approve(task, "approved", "同意", "不同意", "opinion");
			case "Task_CheckGoods" -> approve(task, "goodsConfirmed", "相符", "不符", "opinion");
			case "Task_InstructManager" -> {
				approve(task, "approved", "批准", "不批准", "instruction");
				task.getExecution().setVariable(ReturnProcess.EXCHANGE_APPROVED, task.getVariable("approved"));
			}
			case "Task_ReceiveGoods" -> sign(task, "入库" + task.getVariable("quantity") + "台", null);
			case "Task_InspectGoods" ->
				sign(task, ReturnLabels.inspection(text(task, "inspectionResult")), text(task, "inspectionNote"));
			case "Task_ConsultFactory" ->
				sign(task, Boolean.TRUE.equals(task.getVariable("factoryAccepts")) ? "厂方同意" : "厂方不同意",
						text(task, "factoryReply"));
			default -> sign(task, "经办人：" + task.getVariable("handledBy"), text(task, "ledgerNote"));
		}
	}

	private void approve(DelegateTask task, String question, String yes, String no, String opinion) {
		boolean approved = Boolean.TRUE.equals(task.getVariable(question));
		sign(task, approved ? yes : no, text(task, opinion));
		if (!approved) {
			task.getExecution().setVariable(ReturnProcess.EXCHANGE_ALLOWED, false);
			task.getExecution()
				.setVariable(ReturnProcess.ELIGIBILITY_EXPLANATION,
						"换货未获批准（" + task.getName() + "）：" + task.getVariable(opinion));
		}
	}

	private void sign(DelegateTask task, String answer, String note) {
		String caseNo = text(task, CaseVariables.CASE_NO);
		Instant now = this.clock.instant();
		String login = signatory(task);
		String name = this.departments.displayName(login);
		this.jdbc.sql("""
				insert into exchange_approval (case_no, rma_no, step, answer, note, login, name, at)
				values (?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(caseNo, text(task, ReturnProcess.RMA_NUMBER), task.getTaskDefinitionKey(), answer, note, login,
					name, Timestamp.from(now))
			.update();
		this.events.record(caseNo, "SIGNED", login, task.getName() + "：" + answer + ((note != null) ? "。" + note : ""));
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("step", task.getName());
		row.put("name", name);
		row.put("login", login);
		row.put("at", MINUTE.format(now.atZone(this.zone)));
		row.put("answer", answer);
		row.put("text", note);
		List<Object> approvals = new ArrayList<>((List<?>) task.getVariable(ReturnProcess.EXCHANGE_APPROVALS));
		approvals.add(row);
		task.getExecution().setVariable(ReturnProcess.EXCHANGE_APPROVALS, approvals);
	}

	/** Who submitted the step; where the application did, who had claimed it. */
	private static String signatory(DelegateTask task) {
		String actor = Actor.of(task);
		return (Actor.SYSTEM.equals(actor) && task.getAssignee() != null) ? task.getAssignee() : actor;
	}

	private static String text(DelegateTask task, String variable) {
		return (String) task.getVariable(variable);
	}

}
