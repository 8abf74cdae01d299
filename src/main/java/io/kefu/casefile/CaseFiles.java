package io.kefu.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kefu.identity.Departments;
import io.kefu.problem.InvalidInputException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads case files for people and other systems, limited to what a department may see.
 */
@Component
public class CaseFiles {

	static final int PAGE_SIZE = 50;

	private static final int MAX_RELATED = 20;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final ZoneId zone;

	private final Departments departments;

	CaseFiles(JdbcClient jdbc, Clock engineClock, @Value("${kefu.calendar.zone}") ZoneId zone,
			Departments departments) {
		this.jdbc = jdbc;
		this.clock = engineClock;
		this.zone = zone;
		this.departments = departments;
	}

	/**
	 * One case with its clocks, events, messages and documents, and other cases of the
	 * customer or the unit that the reader may see. Read at {@code readAt}, so that who
	 * counts down need not trust the clock of a desk.
	 */
	record CaseFile(String caseNo, String processInstanceId, String state, String kind, String severity,
			String complaintLevel, String channel, String customerName, String contactName, String contactPhone,
			String contactEmail, String productModel, String serialNo, String faultCode, String description,
			String remedySought, String responsibleDepartment, OffsetDateTime receivedAt, OffsetDateTime closedAt,
			String closeReason, Boolean satisfied, Integer satisfactionScore, Labels labels,
			List<InstanceLine> instances, List<ClockLine> clocks, List<EventLine> events,
			List<NotificationLine> notifications, List<DocumentLine> documents, List<RelatedLine> related,
			OffsetDateTime readAt) {
	}

	/**
	 * What people read for the codes of a case; null where there is no code.
	 */
	record Labels(String state, String kind, String severity, String complaintLevel, String channel,
			String responsibleDepartment) {
	}

	/**
	 * Another case of the same customer or the same unit.
	 */
	record RelatedLine(String caseNo, String state, String stateLabel, String kindLabel, String productModel,
			String serialNo, String description, OffsetDateTime receivedAt, boolean sameCustomer, boolean sameUnit) {
	}

	/**
	 * A line of the list of cases.
	 */
	record CaseLine(String caseNo, String processInstanceId, String state, String kind, String severity, String channel,
			String customerName, String productModel, String description, String responsibleDepartment,
			OffsetDateTime receivedAt, OffsetDateTime closedAt, OffsetDateTime nextDueAt) {
	}

	/**
	 * One process of the case: the one it began with, or one called by another.
	 */
	record InstanceLine(String processInstanceId, String process, String name, String state, OffsetDateTime startedAt,
			OffsetDateTime endedAt) {
	}

	record ClockLine(String policy, String label, int round, String unit, String state, OffsetDateTime startedAt,
			OffsetDateTime dueAt, OffsetDateTime stoppedAt, boolean calendarIncomplete) {
	}

	record EventLine(OffsetDateTime at, String type, String actor, String actorName, String text) {
	}

	record NotificationLine(String template, String channel, String channelLabel, String recipient,
			String recipientName, String state, String stateLabel, OffsetDateTime createdAt, OffsetDateTime sentAt,
			String subject) {
	}

	record DocumentLine(long id, String kind, String title, OffsetDateTime createdAt) {
	}

	/**
	 * What the list is limited to; null means no limit.
	 */
	record Search(CaseState state, String customer, String text, int page) {
	}

	/**
	 * Lets only those go on who may see the case. What one may not see is answered like
	 * what does not exist.
	 * @param caseNo case number
	 * @param user login of whoever asks
	 * @param groupIds their groups
	 * @throws InvalidInputException (404) if there is no such case or it is not theirs
	 */
	public void requireVisible(String caseNo, String user, List<String> groupIds) {
		Visibility.of(user, groupIds)
			.limit(this.jdbc.sql("select 1 from service_case c where c.case_no = :caseNo and " + Visibility.CONDITION))
			.param("caseNo", caseNo)
			.query(Integer.class)
			.optional()
			.orElseThrow(() -> notVisible(caseNo));
	}

	static InvalidInputException notVisible(String caseNo) {
		return InvalidInputException.notFound("案件“" + caseNo + "”不存在，或不属于您的部门");
	}

	Optional<CaseFile> find(String caseNo, Visibility visibility) {
		return visibility.limit(this.jdbc.sql("""
				select c.*, k.name as customer_name from service_case c join customer k on k.id = c.customer_id
				where c.case_no = :caseNo and\s""" + Visibility.CONDITION))
			.param("caseNo", caseNo)
			.query((row, index) -> file(row, visibility))
			.optional();
	}

	List<CaseLine> list(Search search, Visibility visibility) {
		return visibility
			.limit(this.jdbc
				.sql("""
						select c.*, k.name as customer_name,
						  (select min(due_at) from clock where clock.case_no = c.case_no and stopped_at is null) as next_due_at
						from service_case c join customer k on k.id = c.customer_id
						where (cast(:state as text) is null or c.state = :state)
						  and (cast(:customer as text) is null or k.name ilike :customer)
						  and (cast(:text as text) is null or c.case_no ilike :text or c.description ilike :text or k.name ilike :text
						    or c.product_model ilike :text or c.serial_no ilike :text or c.contact_name ilike :text
						    or c.contact_phone ilike :text)
						  and\s"""
						+ Visibility.CONDITION + """
								order by c.received_at desc, c.case_no desc limit :limit offset :offset"""))
			.param("state", (search.state() != null) ? search.state().name() : null)
			.param("customer", contains(search.customer()))
			.param("text", contains(search.text()))
			.param("limit", PAGE_SIZE)
			.param("offset", (long) PAGE_SIZE * search.page())
			.query((row, index) -> new CaseLine(row.getString("case_no"), row.getString("process_instance_id"),
					row.getString("state"), row.getString("kind"), row.getString("severity"), row.getString("channel"),
					row.getString("customer_name"), row.getString("product_model"), row.getString("description"),
					row.getString("responsible_department"), time(row, "received_at"), time(row, "closed_at"),
					time(row, "next_due_at")))
			.list();
	}

	private CaseFile file(ResultSet row, Visibility visibility) throws SQLException {
		String caseNo = row.getString("case_no");
		String department = row.getString("responsible_department");
		Labels labels = new Labels(CaseState.valueOf(row.getString("state")).label(),
				CaseLabels.kind(row.getString("kind")), CaseLabels.severity(row.getString("severity")),
				CaseLabels.complaintLevel(row.getString("complaint_level")),
				CaseLabels.channel(row.getString("channel")),
				(department != null) ? this.departments.label(department) : null);
		return new CaseFile(caseNo, row.getString("process_instance_id"), row.getString("state"), row.getString("kind"),
				row.getString("severity"), row.getString("complaint_level"), row.getString("channel"),
				row.getString("customer_name"), row.getString("contact_name"), row.getString("contact_phone"),
				row.getString("contact_email"), row.getString("product_model"), row.getString("serial_no"),
				row.getString("fault_code"), row.getString("description"), row.getString("remedy_sought"), department,
				time(row, "received_at"), time(row, "closed_at"), row.getString("close_reason"),
				row.getObject("satisfied", Boolean.class), row.getObject("satisfaction_score", Integer.class), labels,
				instances(caseNo), clocks(caseNo), events(caseNo), notifications(caseNo), documents(caseNo),
				related(caseNo, visibility), this.clock.instant().atZone(this.zone).toOffsetDateTime());
	}

	/** Open ones first, then by age. */
	private List<RelatedLine> related(String caseNo, Visibility visibility) {
		return visibility.limit(this.jdbc
			.sql("""
					select c.*, c.customer_id = one.customer_id as same_customer,
					  coalesce(c.serial_no = one.serial_no, false) as same_unit
					from service_case one
					join service_case c on (c.customer_id = one.customer_id or c.serial_no = one.serial_no) and c.case_no <> one.case_no
					where one.case_no = :caseNo and\s"""
					+ Visibility.CONDITION
					+ """
							order by c.state in ('OPEN', 'WAITING') desc, c.received_at desc, c.case_no desc limit :limit"""))
			.param("caseNo", caseNo)
			.param("limit", MAX_RELATED)
			.query((row, index) -> new RelatedLine(row.getString("case_no"), row.getString("state"),
					CaseState.valueOf(row.getString("state")).label(), CaseLabels.kind(row.getString("kind")),
					row.getString("product_model"), row.getString("serial_no"), row.getString("description"),
					time(row, "received_at"), row.getBoolean("same_customer"), row.getBoolean("same_unit")))
			.list();
	}

	/**
	 * The whole family; what only delivers or notes something about the case is left out.
	 */
	private List<InstanceLine> instances(String caseNo) {
		return this.jdbc.sql("""
				select i.id_, i.proc_def_key_, d.name_, i.state_, i.start_time_, i.end_time_
				from act_hi_procinst i join act_re_procdef d on d.id_ = i.proc_def_id_
				where i.business_key_ = :caseNo and (i.super_process_instance_id_ is not null
				  or i.id_ = (select process_instance_id from service_case where case_no = :caseNo))
				order by i.start_time_, i.id_""")
			.param("caseNo", caseNo)
			.query((row, index) -> new InstanceLine(row.getString("id_"), row.getString("proc_def_key_"),
					row.getString("name_"), row.getString("state_"), engineTime(row, "start_time_"),
					engineTime(row, "end_time_")))
			.list();
	}

	/** The engine keeps its times without a zone, in UTC as the application runs. */
	private OffsetDateTime engineTime(ResultSet row, String column) throws SQLException {
		Timestamp value = row.getTimestamp(column);
		return (value != null) ? value.toInstant().atZone(this.zone).toOffsetDateTime() : null;
	}

	private List<ClockLine> clocks(String caseNo) {
		return this.jdbc.sql("select * from clock where case_no = ? order by id")
			.param(caseNo)
			.query((row, index) -> new ClockLine(row.getString("policy"), row.getString("label"), row.getInt("round"),
					row.getString("unit"), row.getString("state"), time(row, "started_at"), time(row, "due_at"),
					time(row, "stopped_at"), row.getBoolean("calendar_incomplete")))
			.list();
	}

	private List<EventLine> events(String caseNo) {
		Map<String, String> names = new HashMap<>();
		return this.jdbc.sql("select * from case_event where case_no = ? order by id")
			.param(caseNo)
			.query((row, index) -> new EventLine(time(row, "at"), row.getString("type"), row.getString("actor"),
					names.computeIfAbsent(row.getString("actor"), this.departments::displayName),
					row.getString("text")))
			.list();
	}

	private List<NotificationLine> notifications(String caseNo) {
		Map<String, String> names = new HashMap<>();
		return this.jdbc.sql("select * from notification where case_no = ? order by id")
			.param(caseNo)
			.query((row, index) -> new NotificationLine(row.getString("template"), row.getString("channel"),
					CaseLabels.messageChannel(row.getString("channel")), row.getString("recipient"),
					names.computeIfAbsent(row.getString("recipient"), this::recipientName), row.getString("state"),
					CaseLabels.messageState(row.getString("state")), time(row, "created_at"), time(row, "sent_at"),
					row.getString("subject")))
			.list();
	}

	/**
	 * Whom a message is for, in Chinese.
	 * @param recipient {@code customer}, a group, or {@code user:} and a login
	 * @return the name, never null
	 */
	public String recipientName(String recipient) {
		if (recipient.equals("customer")) {
			return "客户";
		}
		return recipient.startsWith("user:") ? this.departments.displayName(recipient.substring("user:".length()))
				: this.departments.label(recipient);
	}

	private List<DocumentLine> documents(String caseNo) {
		return this.jdbc.sql("select id, kind, title, created_at from case_document where case_no = ? order by id")
			.param(caseNo)
			.query((row, index) -> new DocumentLine(row.getLong("id"), row.getString("kind"), row.getString("title"),
					time(row, "created_at")))
			.list();
	}

	private OffsetDateTime time(ResultSet row, String column) throws SQLException {
		OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
		return (value != null) ? value.atZoneSameInstant(this.zone).toOffsetDateTime() : null;
	}

	private static String contains(String text) {
		return (text != null && !text.isBlank())
				? "%" + text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" : null;
	}

}
