package io.kefu.tracing;

import java.util.List;
import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.notification.Notifications;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The open cases that wait for the solution of a product problem (S1-08).
 */
@Component
class AskingCases {

	private final JdbcClient jdbc;

	private final CaseEvents events;

	private final Notifications notifications;

	AskingCases(JdbcClient jdbc, CaseEvents events, Notifications notifications) {
		this.jdbc = jdbc;
		this.events = events;
		this.notifications = notifications;
	}

	/**
	 * Writes the solution into every open case of the same product model and fault code,
	 * and tells their customers. Where model or fault are not known, only the case in
	 * which the problem was traced.
	 * @param caseNo the case in which the problem was traced
	 * @param solution what to tell
	 * @param stepKey what makes this solution one of its own
	 * @return how many cases got it
	 */
	@Transactional
	int tell(String caseNo, String solution, String stepKey) {
		List<String> asking = this.jdbc.sql("""
				select c.case_no from service_case traced join service_case c on c.case_no = traced.case_no
				  or (c.product_model = traced.product_model and c.fault_code = traced.fault_code)
				where traced.case_no = ? and c.state in ('OPEN', 'WAITING') order by c.case_no""")
			.param(caseNo)
			.query(String.class)
			.list();
		for (String each : asking) {
			this.events.record(each, "SOLUTION", Actor.SYSTEM,
					each.equals(caseNo) ? "产品问题解决方案：" + solution : "产品问题解决方案（追溯案件 %s）：%s".formatted(caseNo, solution));
			this.notifications.toCustomer(each, "problem-solution", stepKey, Map.of("solution", solution));
		}
		return asking.size();
	}

}
