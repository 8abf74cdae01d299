package io.kefu.followup;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.casefile.Cases;
import io.kefu.casefile.ServiceCase;
import io.kefu.identity.Actor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Draws the week's sample and begins a follow-up for each drawn case (S4-423).
 */
@Component
class DrawVisitsDelegate implements JavaDelegate {

	private final SampleDraws draws;

	private final Cases cases;

	private final CaseEvents events;

	private final ZoneId zone;

	DrawVisitsDelegate(SampleDraws draws, Cases cases, CaseEvents events, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.draws = draws;
		this.cases = cases;
		this.events = events;
		this.zone = zone;
	}

	@Override
	public void execute(DelegateExecution execution) {
		SampleDraw draw = this.draws.draw(Actor.of(execution));
		execution.setVariable("sampleDraw", draw.id());
		for (String caseNo : draw.drawn()) {
			this.events.record(caseNo, "SAMPLED", Actor.SYSTEM, "第 %d 次抽查抽中，将上门回访".formatted(draw.id()));
			execution.getProcessEngineServices()
				.getRuntimeService()
				.startProcessInstanceByKey("follow-up-visit", form(this.cases.find(caseNo)));
		}
	}

	/** The start form, as a clerk would fill it in. */
	private Map<String, Object> form(ServiceCase sampled) {
		Map<String, Object> form = new HashMap<>();
		form.put("customerName", sampled.customerName());
		form.put("contactName", sampled.contactName());
		form.put("contactPhone", sampled.contactPhone());
		form.put("contactEmail", sampled.contactEmail());
		form.put("productModel", sampled.productModel());
		form.put("serialNo", sampled.serialNo());
		form.put(FollowUpVariables.FOLLOW_UP_KIND, "spot_check");
		form.put(FollowUpVariables.INSTALLED_AT,
				DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(sampled.closedAt().atZone(this.zone)));
		form.put("assistantOnDuty", true);
		form.put(FollowUpVariables.SOURCE_CASE_NO, sampled.caseNo());
		return form;
	}

}
