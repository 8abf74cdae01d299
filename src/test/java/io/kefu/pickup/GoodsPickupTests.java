package io.kefu.pickup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.CaseDriver;
import io.kefu.ProcessTest;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@ProcessTest("goods-pickup")
class GoodsPickupTests {

	private static final String KEY = "goods-pickup";

	/** Wednesday; the order was placed two days before. */
	private static final String NOW = "2026-07-15T10:00:00+08:00";

	@Autowired
	private CaseDriver cases;

	@Autowired
	private RuntimeService runtime;

	@BeforeEach
	void aQuietWednesday() {
		CaseDriver.now(NOW);
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void orderedGoodsAreAnnouncedPickedUpAndDelivered() {
		String caseNo = ordered(Map.of());
		assertThat(this.cases.field(caseNo, "kind")).isEqualTo("goods_pickup");
		assertThat(this.cases.groups(caseNo, "Task_RecordPickupNotice")).containsExactly("customerService");
		complete(caseNo, "Task_RecordPickupNotice", notice());
		assertThat(this.cases.recipients(caseNo, "pickup-notice")).containsExactlyInAnyOrder("engineering",
				"customerService");
		assertThat(this.cases.message(caseNo, "pickup-notice")).contains("订单号：DH-2026-031", "货物：电源板", "数量：3",
				"取货地点：苏州货运站");
		assertThat(variable(caseNo, "vehicle")).isEqualTo("small");
		assertThat(this.cases.events(caseNo)).contains("取货用车：小车");
		assertThat(this.cases.groups(caseNo, "Task_PickUp")).containsExactlyInAnyOrder("engineering",
				"customerService");
		this.cases.assertDue(caseNo, "Task_PickUp", "2026-07-16T10:00:00+08:00");
		complete(caseNo, "Task_PickUp", picked(Map.of()));
		assertThat(this.cases.events(caseNo)).contains("已取货 3 件（订货 3 件）");
		assertThat(this.cases.groups(caseNo, "Task_DeliverGoods")).containsExactlyInAnyOrder("engineering",
				"customerService");
		this.cases.assertDue(caseNo, "Task_DeliverGoods", "2026-07-17T10:00:00+08:00");
		complete(caseNo, "Task_DeliverGoods",
				Map.of("deliveredWhere", "warehouse", "deliveredTo", "仓库赵师傅", "deliveredAt", NOW));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_PickupFinished");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("CLOSED");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("货物已取回并送交");
		assertThat(this.cases.clocks(caseNo)).containsExactly("pickup-notice MET", "pickup MET", "pickup-delivery MET");
	}

	@Test
	void noticeIsRemindedOfAfterSevenWorkingDaysAndDueAfterTenFromTheOrder() {
		String caseNo = ordered(Map.of());
		// Monday the 13th is the first day; seven full working days end on the 21st.
		assertThat(this.cases.timer(caseNo, "Event_PickupNoticeOverdue").getDuedate())
			.isEqualTo(CaseDriver.at("2026-07-21T18:00:00+08:00"));
		this.cases.assertDue(caseNo, "Task_RecordPickupNotice", "2026-07-27T09:00:00+08:00");
		this.cases.fire(caseNo, "Event_PickupNoticeOverdue");
		assertThat(this.cases.recipients(caseNo, "deadline-reminder")).contains("customerService");
		assertThat(this.cases.message(caseNo, "deadline-reminder")).contains("等待取货通知");
	}

	@ParameterizedTest
	@CsvSource({ "21, true, large", "20, false, small", "3, false, small", "2, true, small" })
	void carIsSentForManyOrUrgentGoods(int quantity, boolean urgent, String vehicle) {
		String caseNo = ordered(Map.of("quantity", quantity, "urgent", urgent));
		complete(caseNo, "Task_RecordPickupNotice", notice());
		assertThat(variable(caseNo, "vehicle")).isEqualTo(vehicle);
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_PickUp");
	}

	@Test
	void tinyOrderThatIsNotUrgentWaitsForAPlannedDay() {
		String caseNo = ordered(Map.of("quantity", 2));
		complete(caseNo, "Task_RecordPickupNotice", notice());
		assertThat(this.cases.groups(caseNo, "Task_SchedulePickup")).containsExactlyInAnyOrder("engineering",
				"customerService");
		this.cases.assertDue(caseNo, "Task_SchedulePickup", "2026-07-22T10:00:00+08:00");
		assertThat(this.cases.refusal(caseNo, "Task_SchedulePickup",
				Map.of("plannedOn", "2026-07-14", "delayReason", "省一趟车")))
			.containsExactly("plannedOn");
		complete(caseNo, "Task_SchedulePickup", Map.of("plannedOn", "2026-07-20", "delayReason", "省一趟车"));
		assertThat(this.cases.events(caseNo)).contains("缓取至 2026-07-20：省一趟车");
		this.cases.assertDue(caseNo, "Task_PickUp", "2026-07-21T09:00:00+08:00");
	}

	@Test
	void itemsOfAFactoryRepairGoToTheRepairAtOnce() {
		String caseNo = ordered(Map.of("fromFactoryRepair", true));
		complete(caseNo, "Task_RecordPickupNotice", notice());
		complete(caseNo, "Task_PickUp", picked(Map.of("receivedQuantity", 2, "goodsNote", "少一块，厂方补发")));
		assertThat(this.cases.events(caseNo)).contains("已取货 2 件（订货 3 件）：少一块，厂方补发");
		assertThat(this.cases.groups(caseNo, "Task_HandToRepair")).containsExactlyInAnyOrder("engineering",
				"customerService");
		this.cases.assertDue(caseNo, "Task_HandToRepair", "2026-07-15T15:30:00+08:00");
		assertThat(this.cases.refusal(caseNo, "Task_HandToRepair", Map.of())).containsExactlyInAnyOrder("handedTo",
				"handedAt");
		complete(caseNo, "Task_HandToRepair", Map.of("handedTo", "李师傅", "handedAt", NOW));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_PickupFinished");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("返厂维修件已取回并转交维修");
	}

	@Test
	void withdrawnOrderIsClosedFromAnywhere() {
		String caseNo = ordered(Map.of());
		this.runtime.startProcessInstanceByKey("case-instruction",
				Map.of("caseNo", caseNo, "instruction", "withdraw", "note", "客户取消订货"));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_WithdrawalFiled");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("WITHDRAWN");
		assertThat(this.cases.clocks(caseNo)).containsExactly("pickup-notice CANCELLED");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			Task_RecordPickupNotice, Event_PickupNoticeOverdue, pickup-notice,   customerService
			Task_SchedulePickup,     Event_DelayOverdue,        pickup-delay,    engineering
			Task_PickUp,             Event_PickupOverdue,       pickup,          engineering
			Task_DeliverGoods,       Event_DeliveryOverdue,     pickup-delivery, engineering
			Task_HandToRepair,       Event_HandoverOverdue,     pickup-repair,   engineering
			""")
	void overdueStepIsWarnedThenBreachedThenEscalatedEachOnce(String step, String timer, String policy, String group) {
		String caseNo = ordered(Map.of("quantity", step.equals("Task_SchedulePickup") ? 1 : 3, "fromFactoryRepair",
				step.equals("Task_HandToRepair")));
		if (!step.equals("Task_RecordPickupNotice")) {
			complete(caseNo, "Task_RecordPickupNotice", notice());
		}
		if (List.of("Task_DeliverGoods", "Task_HandToRepair").contains(step)) {
			complete(caseNo, "Task_PickUp", picked(Map.of()));
		}
		this.cases.assertEscalates(caseNo, timer, policy, group);
		assertThat(this.cases.openSteps(caseNo)).containsExactly(step);
	}

	@Test
	void orderNeedsItsNumberDayGoodsAndCustomer() {
		assertThat(CaseDriver.refusal(() -> this.cases.start(KEY, Map.of()))).containsExactlyInAnyOrder("customerName",
				"channel", "orderNo", "orderedOn", "goods", "quantity", "urgent", "fromFactoryRepair", "description",
				"contactPhone");
	}

	@ParameterizedTest
	@CsvSource({ "quantity, 0", "quantity, -3", "quantity, 1.5", "orderedOn, 2026-07-16", "orderedOn, 上周",
			"urgent, maybe" })
	void orderThatCannotBeIsRefused(String field, String value) {
		Object typed = field.equals("quantity") ? (Object) Double.valueOf(value) : value;
		assertThat(CaseDriver.refusal(() -> ordered(Map.of(field, typed)))).containsExactly(field);
	}

	@Test
	void moreThanOrderedCannotBePickedUpAndLessOrDamagedNeedsANote() {
		String caseNo = ordered(Map.of());
		assertThat(this.cases.refusal(caseNo, "Task_RecordPickupNotice",
				Map.of("noticeReceivedAt", "2026-07-15T10:01:00+08:00")))
			.containsExactlyInAnyOrder("noticeReceivedAt", "pickupPlace");
		complete(caseNo, "Task_RecordPickupNotice", notice());
		assertThat(this.cases.refusal(caseNo, "Task_PickUp", picked(Map.of("receivedQuantity", 4))))
			.contains("receivedQuantity");
		assertThat(this.cases.refusal(caseNo, "Task_PickUp", picked(Map.of("receivedQuantity", 0))))
			.contains("receivedQuantity");
		assertThat(this.cases.refusal(caseNo, "Task_PickUp", picked(Map.of("receivedQuantity", 2))))
			.containsExactly("goodsNote");
		assertThat(this.cases.refusal(caseNo, "Task_PickUp", picked(Map.of("goodsIntact", false))))
			.containsExactly("goodsNote");
		assertThat(this.cases.refusal(caseNo, "Task_PickUp", picked(Map.of("pickedUpAt", "2026-07-15T10:01:00+08:00"))))
			.containsExactly("pickedUpAt");
		complete(caseNo, "Task_PickUp", picked(Map.of()));
		assertThat(this.cases.refusal(caseNo, "Task_DeliverGoods", Map.of()))
			.containsExactlyInAnyOrder("deliveredWhere", "deliveredTo", "deliveredAt");
	}

	private String ordered(Map<String, Object> deviations) {
		Map<String, Object> order = new HashMap<>(Map.of("customerName", "取货客户" + UUID.randomUUID(), "contactPhone",
				"13912345678", "channel", "hotline", "orderNo", "DH-2026-031", "orderedOn", "2026-07-13", "goods",
				"电源板", "quantity", 3, "urgent", false, "fromFactoryRepair", false));
		order.put("description", "维修配件订货");
		order.putAll(deviations);
		return this.cases.start(KEY, order);
	}

	private static Map<String, Object> notice() {
		return Map.of("noticeReceivedAt", NOW, "pickupPlace", "苏州货运站");
	}

	private static Map<String, Object> picked(Map<String, Object> deviations) {
		Map<String, Object> form = new HashMap<>(Map.of("pickedUpAt", NOW, "receivedQuantity", 3, "goodsIntact", true));
		form.putAll(deviations);
		return form;
	}

	private void complete(String caseNo, String step, Map<String, Object> form) {
		this.cases.complete(caseNo, step, form);
	}

	private Object variable(String caseNo, String name) {
		return this.cases.variable(caseNo, KEY, name);
	}

}
