package io.kefu.customerfile;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import io.kefu.casefile.CaseFiles;
import io.kefu.casefile.Cases;
import io.kefu.casefile.ServiceCase;
import io.kefu.identity.Departments;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Customer and unit of a case, for those who may see the case: what they need of the
 * customer's file to work on it, without the rest (S1-34).
 */
@RestController
@RequestMapping("/api/cases/{caseNo}/customer")
class CaseCustomerController {

	private final CustomerFiles files;

	private final Cases cases;

	private final CaseFiles caseFiles;

	private final Departments departments;

	private final IdentityService identity;

	private final ZoneId zone;

	CaseCustomerController(CustomerFiles files, Cases cases, CaseFiles caseFiles, Departments departments,
			IdentityService identity, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.files = files;
		this.cases = cases;
		this.caseFiles = caseFiles;
		this.departments = departments;
		this.identity = identity;
		this.zone = zone;
	}

	/**
	 * Customer and unit of a case.
	 *
	 * @param id the customer
	 * @param name the customer's name
	 * @param customerNo number in another system, null where there is none
	 * @param keyAccount whether it is a 重要大客户
	 * @param dedicatedAgentName who looks after it, null where nobody does
	 * @param mayOpenFile whether the reader may open the whole file
	 * @param unit the unit, null where the case names none that is known
	 * @param underWarranty whether the unit was under warranty when the case came in,
	 * null where not known
	 * @param inServicePeriod whether the customer had a right to service then, by
	 * contract or warranty; null where not known
	 */
	record CaseCustomer(long id, String name, String customerNo, boolean keyAccount, String dedicatedAgentName,
			boolean mayOpenFile, UnitFile unit, Boolean underWarranty, Boolean inServicePeriod) {
	}

	@GetMapping
	CaseCustomer find(@PathVariable String caseNo) {
		Authentication user = this.identity.getCurrentAuthentication();
		List<String> groups = user.getGroupIds();
		this.caseFiles.requireVisible(caseNo, user.getUserId(), groups);
		ServiceCase serviceCase = this.cases.find(caseNo);
		long customer = serviceCase.customerId();
		LocalDate on = serviceCase.receivedAt().atZone(this.zone).toLocalDate();
		CustomerFile file = this.files.of(customer);
		Optional<UnitFile> unit = this.files.unit(serviceCase.serialNo());
		return new CaseCustomer(customer, file.name(), file.customerNo(), file.keyAccount(),
				(file.dedicatedAgent() != null) ? this.departments.displayName(file.dedicatedAgent()) : null,
				Rights.mayRead(groups), unit.orElse(null),
				unit.filter((known) -> known.soldOn() != null).map((known) -> known.coversDay(on)).orElse(null),
				this.files.inServicePeriod(customer, serviceCase.serialNo(), on).orElse(null));
	}

}
