package io.kefu.planning;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.kefu.problem.InvalidInputException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * The service plans with all their versions and what was decided about them. Versions and
 * decisions are only ever added.
 */
@Component
class ServicePlans {

	private final JdbcClient jdbc;

	private final Clock clock;

	private final ZoneId zone;

	ServicePlans(JdbcClient jdbc, Clock engineClock, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.jdbc = jdbc;
		this.clock = engineClock;
		this.zone = zone;
	}

	/**
	 * Opens a plan.
	 * @param processInstanceId the process that leads it
	 * @param productModel model of the product, which need not be known yet
	 * @param productName its name
	 * @param openedBy login of who opens it
	 * @return its number {@code SP-yyyyMMdd-nnnn}
	 * @throws InvalidInputException (400) when another plan of the product is under way
	 */
	String open(String processInstanceId, String productModel, String productName, String openedBy) {
		Instant now = this.clock.instant();
		String planNo = "SP-%s-%04d".formatted(
				DateTimeFormatter.BASIC_ISO_DATE.format(now.atZone(this.zone).toLocalDate()),
				this.jdbc.sql("select nextval('service_plan_number_seq')").query(Long.class).single());
		int opened = this.jdbc.sql("""
				insert into service_plan (plan_no, process_instance_id, product_model, product_name, state, opened_by,
				  opened_at) values (?, ?, ?, ?, 'DRAFT', ?, ?) on conflict do nothing""")
			.params(planNo, processInstanceId, productModel, productName, openedBy, Timestamp.from(now))
			.update();
		if (opened == 0) {
			throw InvalidInputException.of(ServicePlanningProcess.PRODUCT_MODEL,
					"产品“" + productModel + "”已有进行中的客户服务规划" + underWay(productModel));
		}
		return planNo;
	}

	private String underWay(String productModel) {
		return this.jdbc
			.sql("select plan_no from service_plan where product_model = ? and state in ('DRAFT', 'APPROVED')")
			.param(productModel)
			.query(String.class)
			.optional()
			.orElse("");
	}

	/**
	 * Adds a version.
	 * @param planNo the plan
	 * @param step name of the step that wrote it
	 * @param terms what it says
	 * @param author login of its author
	 * @return its number
	 */
	int add(String planNo, String step, PlanTerms terms, String author) {
		int no = latest(planNo).map(PlanRevision::no).orElse(0) + 1;
		StatementSpec insert = this.jdbc.sql("""
				insert into service_plan_revision (plan_no, revision_no, step, satisfaction_target, response_time_hours,
				  warranty_months, component1, months1, component2, months2, component3, months3, component4, months4,
				  component5, months5, replacement_policy, estimated_cost, upfront_cost, estimated_benefit,
				  period_months, funds_granted, author, recorded_at)
				values (:planNo, :no, :step, :target, :hours, :months, :component1, :months1, :component2, :months2,
				  :component3, :months3, :component4, :months4, :component5, :months5, :policy, :cost, :upfront,
				  :benefit, :period, :funds, :author, :at)""")
			.param("planNo", planNo)
			.param("no", no)
			.param("step", step)
			.param("target", terms.satisfactionTarget())
			.param("hours", terms.responseTimeHours())
			.param("months", terms.warrantyMonths())
			.param("policy", terms.replacementPolicy())
			.param("cost", terms.estimatedCost())
			.param("upfront", terms.upfrontCost())
			.param("benefit", terms.estimatedBenefit())
			.param("period", terms.periodMonths())
			.param("funds", terms.fundsGranted())
			.param("author", author)
			.param("at", Timestamp.from(this.clock.instant()));
		for (int i = 1; i <= PlanTerms.MOST_COMPONENTS; i++) {
			Optional<ComponentTerm> term = (i <= terms.components().size()) ? Optional.of(terms.components().get(i - 1))
					: Optional.empty();
			insert = insert.param("component" + i, term.map(ComponentTerm::component).orElse(null))
				.param("months" + i, term.map(ComponentTerm::months).orElse(null));
		}
		insert.update();
		return no;
	}

	/**
	 * The versions of a plan.
	 * @param planNo the plan
	 * @return all of them, oldest first
	 */
	List<PlanRevision> revisions(String planNo) {
		return this.jdbc.sql("select * from service_plan_revision where plan_no = ? order by revision_no")
			.param(planNo)
			.query((row, index) -> revision(row))
			.list();
	}

	/**
	 * The newest version of a plan.
	 * @param planNo the plan
	 * @return empty while there is none
	 */
	Optional<PlanRevision> latest(String planNo) {
		return this.jdbc.sql("select * from service_plan_revision where plan_no = ? order by revision_no desc limit 1")
			.param(planNo)
			.query((row, index) -> revision(row))
			.optional();
	}

	/**
	 * Adds a decision of the management; an approval makes the plan approved.
	 * @param planNo the plan
	 * @param revisionNo the version it is about
	 * @param approved whether it passed
	 * @param note why, not null where it did not
	 * @param decidedBy login of who decided
	 */
	void decide(String planNo, int revisionNo, boolean approved, String note, String decidedBy) {
		this.jdbc.sql("""
				insert into service_plan_approval (plan_no, revision_no, approved, note, decided_by, decided_at)
				values (:planNo, :no, :approved, :note, :by, :at)""")
			.param("planNo", planNo)
			.param("no", revisionNo)
			.param("approved", approved)
			.param("note", note)
			.param("by", decidedBy)
			.param("at", Timestamp.from(this.clock.instant()))
			.update();
		if (approved) {
			this.jdbc.sql("update service_plan set state = 'APPROVED' where plan_no = ?").param(planNo).update();
		}
	}

	/**
	 * The decisions about a plan.
	 * @param planNo the plan
	 * @return all of them, oldest first
	 */
	List<PlanApproval> approvals(String planNo) {
		return this.jdbc.sql("select * from service_plan_approval where plan_no = ? order by id")
			.param(planNo)
			.query((row, index) -> new PlanApproval(row.getInt("revision_no"), row.getBoolean("approved"),
					row.getString("note"), row.getString("decided_by"), row.getTimestamp("decided_at").toInstant()))
			.list();
	}

	/**
	 * The plan is carried out: its terms are the product's from now on.
	 * @param planNo the plan
	 * @param launchedOn day of the launch
	 * @param fundsReceived what the customer service got, yuan
	 */
	void takeEffect(String planNo, LocalDate launchedOn, BigDecimal fundsReceived) {
		this.jdbc.sql("""
				update service_plan set state = 'EFFECTIVE', launched_on = ?, funds_received = ?, closed_at = ?
				where plan_no = ?""")
			.params(launchedOn, fundsReceived, Timestamp.from(this.clock.instant()), planNo)
			.update();
	}

	/**
	 * The process has ended before the plan took effect; nothing happens when it had.
	 * @param planNo the plan
	 */
	void cancel(String planNo) {
		this.jdbc.sql("""
				update service_plan set state = 'CANCELLED', closed_at = ?
				where plan_no = ? and state in ('DRAFT', 'APPROVED')""")
			.params(Timestamp.from(this.clock.instant()), planNo)
			.update();
	}

	private static PlanRevision revision(ResultSet row) throws SQLException {
		List<ComponentTerm> components = new ArrayList<>();
		for (int i = 1; i <= PlanTerms.MOST_COMPONENTS; i++) {
			if (row.getString("component" + i) != null) {
				components.add(new ComponentTerm(row.getString("component" + i), row.getInt("months" + i)));
			}
		}
		PlanTerms terms = new PlanTerms(row.getBigDecimal("satisfaction_target"),
				row.getObject("response_time_hours", Integer.class), row.getObject("warranty_months", Integer.class),
				components, row.getString("replacement_policy"), row.getBigDecimal("estimated_cost"),
				row.getBigDecimal("upfront_cost"), row.getBigDecimal("estimated_benefit"),
				row.getObject("period_months", Integer.class), row.getBigDecimal("funds_granted"));
		return new PlanRevision(row.getInt("revision_no"), row.getString("step"), terms, row.getString("author"),
				row.getTimestamp("recorded_at").toInstant());
	}

}
