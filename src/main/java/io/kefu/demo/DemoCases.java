package io.kefu.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kefu.complaint.ComplaintProcess;
import io.kefu.faq.Faqs;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * On an empty database: some customers, products, units, answers and cases in different
 * stages, made by going the real way through the process.
 */
@Component
@Profile("demo")
@ConditionalOnProperty(name = "kefu.demo-cases", matchIfMissing = true)
class DemoCases {

	private static final Logger log = LoggerFactory.getLogger(DemoCases.class);

	private final JdbcClient jdbc;

	private final ComplaintProcess complaints;

	private final RuntimeService runtime;

	private final Faqs faqs;

	private final TaskService tasks;

	private final ManagementService management;

	private final Clock clock;

	private final ZoneId zone;

	DemoCases(JdbcClient jdbc, ComplaintProcess complaints, RuntimeService runtime, Faqs faqs, TaskService tasks,
			ManagementService management, Clock engineClock, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.jdbc = jdbc;
		this.complaints = complaints;
		this.runtime = runtime;
		this.faqs = faqs;
		this.tasks = tasks;
		this.management = management;
		this.clock = engineClock;
		this.zone = zone;
	}

	/** Before the job executor starts, so that the steps below meet no other worker. */
	@EventListener(ContextRefreshedEvent.class)
	void create() {
		if (this.jdbc.sql("select count(*) from service_case").query(Long.class).single() > 0) {
			return;
		}
		log.info("空数据库：创建演示客户、产品和案件");
		masterData();
		complaint("华东电子商贸有限公司", "KF-200", "SN200-0001", "整机通电后有焦糊味，担心安全", 3);
		String repeated = complaint("滨江家电商场", "KF-100", "SN100-0002", "遥控器失灵，更换电池无效", 5);
		accept(repeated, "product_quality", "REMOTE-01", Map.of("complex", false));
		String severe = complaint("华东电子商贸有限公司", "KF-200", "SN200-0003", "同批次三台电源适配器外壳开裂", 20);
		accept(severe, "product_quality", "PSU-CRACK", Map.of("safetyRisk", true, "urgent", true, "important", true));
		String service = complaint("李晓梅", "KF-100", "SN100-0007", "上门师傅态度生硬，要求道歉", 26);
		accept(service, "service_attitude", null, Map.of("veryDissatisfied", true));
		complete(service, "Task_ReplyFirst", Map.of("replySummary", "已致歉，两个工作日内给出处理意见", "repliedVia", "phone"));
		answers();
		demands();
		String question = complaint("陈伟", "KF-100", "SN100-0009", "如何设置定时开关机？", 2);
		accept(question, "other", null, Map.of("consultation", true));
		settled();
	}

	/** For the auditor, and for the first satisfaction survey. */
	private void settled() {
		String caseNo = complaint("滨江家电商场", "KF-100", "SN100-0002", "滤网卡扣断裂，滤网固定不住", 30);
		accept(caseNo, "product_quality", "FILTER-CLIP", Map.of("complex", false));
		complete(caseNo, "Task_ReplyFirst", Map.of("replySummary", "已受理，正在分析卡扣断裂的原因", "repliedVia", "phone"));
		complete(caseNo, "Task_AnalyseCause", Map.of("rootCause", "卡扣注塑温度偏低", "shortTermMeasures", "免费更换滤网支架"));
		complete(caseNo, "Task_ImplementImprovement", Map.of("implementationResult", "已更换支架，注塑参数已调整"));
		complete(caseNo, "Task_VerifyEffectiveness", Map.of("effective", true, "verificationNote", "抽检二十件均合格"));
		complete(caseNo, "Task_WriteImprovementReport", Map.of("reportSummary", "注塑温度列入首件检验，卡扣断裂未再出现"));
		complete(caseNo, "Task_ReplyResult", Map.of("replySummary", "已为您更换滤网支架，并改进了生产工艺"));
		complete(caseNo, "Task_FollowUp", Map.of("satisfied", true, "satisfactionScore", 5, "followUpVia", "phone"));
	}

	private void demands() {
		serviceCase("demand-handling", "滨江家电商场", "KF-100", "SN100-0002", "净化器风量变小，滤网能不能水洗？",
				Map.of("inAnswerScope", true));
		serviceCase("demand-handling", "华东电子商贸有限公司", "KF-200", "SN200-0001", "三台电源需要更换外壳，请安排",
				Map.of("inAnswerScope", true));
		serviceCase("return-exchange", "陈伟", "KF-100", "SN100-0009", "用了三天就有异响，要求换一台", Map.of());
		serviceCase("onsite-service", "滨江家电商场", "KF-100", "SN100-0002", "展厅的净化器需要上门检查", Map.of());
		String repair = serviceCase("hardware-repair", "李晓梅", "KF-100", "SN100-0007", "机器摔过，外壳开裂，风扇不转", Map.of());
		complete(repair, "Task_IntakeRepair",
				Map.of("productModel", "KF-100", "serialNo", "SN100-0007", "purchaseProof", false, "misuse", true));
		complete(repair, "Task_AgreeMode", Map.of("serviceMode", "workshop"));
		complete(repair, "Task_DiagnoseFault", Map.of("faultCode", "FAN-01", "faultDescription", "风扇支架断裂",
				"humanDamage", true, "repairable", true, "repairRoute", "parts", "partsNeeded", false));
		complete(repair, "Task_PrepareQuote", Map.of("laborCost", 80, "partsCost", 45.5));
	}

	private void answers() {
		LocalDate today = this.faqs.today();
		this.faqs.add("滤网可以水洗吗？", "初效滤网可以用清水冲洗，晾干后装回；HEPA滤网不能水洗，请按提示更换。", "KF-100", "customerService", today, null,
				null);
		this.faqs.add("如何设置定时开关机？", "长按“定时”键三秒，屏幕闪烁后用加减键设置小时数，再按一次“定时”键确认。", "KF-100", "customerService", today, null,
				null);
		this.faqs.add("电源指示灯闪红是什么意思？", "表示过温保护，请断电冷却三十分钟并保证通风；仍然闪红的，请联系客服维修。", "KF-200", "customerService", today, null,
				null);
	}

	private void masterData() {
		this.jdbc.sql(
				"insert into product (model, name) values ('KF-100', '智能空气净化器'), ('KF-200', '智能电源') on conflict do nothing")
			.update();
		for (String name : List.of("华东电子商贸有限公司", "滨江家电商场")) {
			this.jdbc.sql("insert into customer (name, type) values (?, 'channel') on conflict do nothing")
				.param(name)
				.update();
		}
		for (String name : List.of("李晓梅", "陈伟")) {
			this.jdbc.sql("insert into customer (name, type) values (?, 'end_user') on conflict do nothing")
				.param(name)
				.update();
		}
		this.jdbc.sql("update customer set key_account = true, dedicated_agent = 'customerService' where name = ?")
			.param("华东电子商贸有限公司")
			.update();
		for (String serial : List.of("SN100-0002", "SN100-0007", "SN100-0009", "SN200-0001", "SN200-0003")) {
			this.jdbc.sql(
					"insert into unit (serial_no, product_model, sold_on) values (?, ?, '2026-03-01') on conflict do nothing")
				.params(serial, serial.startsWith("SN100") ? "KF-100" : "KF-200")
				.update();
		}
		customerFiles();
	}

	private void customerFiles() {
		this.jdbc.sql("""
				update unit set customer_id = customer.id from customer
				where customer.name = case when serial_no like 'SN200-%' then '华东电子商贸有限公司'
				  when serial_no = 'SN100-0002' then '滨江家电商场' when serial_no = 'SN100-0007' then '李晓梅'
				  when serial_no = 'SN100-0009' then '陈伟' end""").update();
		this.jdbc.sql("""
				insert into contract (contract_no, customer_id, service_from, service_to, note)
				select 'HT-2026-001', id, date '2026-01-01', date '2027-12-31', '年度服务合同' from customer
				where name = '华东电子商贸有限公司' on conflict do nothing""").update();
		this.jdbc.sql("""
				insert into product_term (product_model, component, warranty_months, response_hours, valid_from, source)
				select model, component, months, 24, date '2026-01-01', '2026年客户服务方案'
				from product, (values ('整机', 12), ('电池', 6)) as term (component, months)
				where model in ('KF-100', 'KF-200') on conflict do nothing""").update();
	}

	private String complaint(String customer, String model, String serialNo, String description, int hoursAgo) {
		Map<String, Object> form = new HashMap<>();
		form.put("customerName", customer);
		form.put("contactName", "联系人");
		form.put("contactPhone", "13800138000");
		form.put("contactEmail", "customer@demo.kefu.example");
		form.put("channel", "email");
		form.put("receivedAt", DateTimeFormatter.ISO_OFFSET_DATE_TIME
			.format(this.clock.instant().minus(Duration.ofHours(hoursAgo)).atZone(this.zone).toOffsetDateTime()));
		form.put("productModel", model);
		form.put("serialNo", serialNo);
		form.put("description", description);
		form.put("remedySought", "尽快解决并说明原因");
		return this.complaints.start(form);
	}

	private String serviceCase(String process, String customer, String model, String serialNo, String description,
			Map<String, Object> further) {
		Map<String, Object> form = new HashMap<>(further);
		form.put("customerName", customer);
		form.put("contactName", "联系人");
		form.put("contactPhone", "13800138000");
		form.put("contactEmail", "customer@demo.kefu.example");
		form.put("channel", "web");
		form.put("productModel", model);
		form.put("serialNo", serialNo);
		form.put("description", description);
		ProcessInstance instance = this.runtime.startProcessInstanceByKey(process, form);
		return (String) this.runtime.getVariable(instance.getId(), "caseNo");
	}

	private void accept(String caseNo, String kind, String faultCode, Map<String, Object> answers) {
		Map<String, Object> form = new HashMap<>(answers);
		form.put("kind", kind);
		form.put("faultCode", faultCode);
		form.putIfAbsent("safetyRisk", false);
		Map<String, Object> known = this.tasks.getVariables(task(caseNo, "Task_AcceptComplaint").getId());
		form.put("productModel", known.get("productModel"));
		form.put("serialNo", known.get("serialNo"));
		complete(caseNo, "Task_AcceptComplaint", form);
	}

	/** Completes the step and carries on to the next one at once. */
	private void complete(String caseNo, String step, Map<String, Object> form) {
		Task task = task(caseNo, step);
		this.tasks.complete(task.getId(), form);
		for (Job job : this.management.createJobQuery()
			.processInstanceId(task.getProcessInstanceId())
			.messages()
			.list()) {
			this.management.executeJob(job.getId());
		}
	}

	private Task task(String caseNo, String step) {
		return this.tasks.createTaskQuery().processInstanceBusinessKey(caseNo).taskDefinitionKey(step).singleResult();
	}

}
