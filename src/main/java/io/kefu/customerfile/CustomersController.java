package io.kefu.customerfile;

import java.util.List;

import io.kefu.customerfile.CustomerMaintenance.ContactInput;
import io.kefu.customerfile.CustomerMaintenance.ContractInput;
import io.kefu.customerfile.CustomerMaintenance.CustomerInput;
import io.kefu.customerfile.CustomerMaintenance.CustomerLine;
import io.kefu.customerfile.CustomerMaintenance.UnitInput;
import io.kefu.identity.Departments;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.IdentityService;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Customers' files as JSON: customer service keeps them, supervisors read (S1-34).
 */
@RestController
@RequestMapping("/api/customers")
class CustomersController {

	private final CustomerFiles files;

	private final CustomerMaintenance maintenance;

	private final Departments departments;

	private final IdentityService identity;

	CustomersController(CustomerFiles files, CustomerMaintenance maintenance, Departments departments,
			IdentityService identity) {
		this.files = files;
		this.maintenance = maintenance;
		this.departments = departments;
		this.identity = identity;
	}

	/**
	 * A file as people read it.
	 *
	 * @param file the file
	 * @param dedicatedAgentName name of who looks after the customer, null where nobody
	 * does
	 */
	record Answer(CustomerFile file, String dedicatedAgentName) {
	}

	/** So that the page offers only what will not be refused. */
	record MyRights(boolean maintain) {
	}

	@GetMapping("/rights")
	MyRights rights() {
		Rights.requireReader(groups());
		return new MyRights(Rights.mayMaintain(groups()));
	}

	@GetMapping
	List<CustomerLine> search(@RequestParam(required = false) String q, @RequestParam(defaultValue = "0") int page) {
		Rights.requireReader(groups());
		if (page < 0) {
			throw InvalidInputException.of("page", "页码“page”不能小于0");
		}
		return this.maintenance.search(q, page);
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	Answer add(@RequestBody CustomerInput input) {
		Rights.requireMaintainer(groups());
		return answer(this.maintenance.add(input));
	}

	@GetMapping("/{id}")
	Answer find(@PathVariable long id) {
		Rights.requireReader(groups());
		return answer(id);
	}

	@PutMapping("/{id}")
	Answer change(@PathVariable long id, @RequestBody CustomerInput input) {
		Rights.requireMaintainer(groups());
		this.maintenance.change(id, input);
		return answer(id);
	}

	@PostMapping("/{id}/contacts")
	Answer addContact(@PathVariable long id, @RequestBody ContactInput input) {
		Rights.requireMaintainer(groups());
		this.maintenance.saveContact(id, null, input);
		return answer(id);
	}

	@PutMapping("/{id}/contacts/{contactId}")
	Answer changeContact(@PathVariable long id, @PathVariable long contactId, @RequestBody ContactInput input) {
		Rights.requireMaintainer(groups());
		this.maintenance.saveContact(id, contactId, input);
		return answer(id);
	}

	@PostMapping("/{id}/contracts")
	Answer addContract(@PathVariable long id, @RequestBody ContractInput input) {
		Rights.requireMaintainer(groups());
		this.maintenance.saveContract(id, input, true);
		return answer(id);
	}

	/** The number stands in the body, because it may contain a slash. */
	@PutMapping("/{id}/contracts")
	Answer changeContract(@PathVariable long id, @RequestBody ContractInput input) {
		Rights.requireMaintainer(groups());
		this.maintenance.saveContract(id, input, false);
		return answer(id);
	}

	@PostMapping("/{id}/units")
	Answer addUnit(@PathVariable long id, @RequestBody UnitInput input) {
		Rights.requireMaintainer(groups());
		this.maintenance.addUnit(id, input);
		return answer(id);
	}

	/** The unit becomes this customer's. */
	@PutMapping("/{id}/units")
	Answer takeUnit(@PathVariable long id, @RequestBody UnitInput input) {
		Rights.requireMaintainer(groups());
		this.maintenance.takeUnit(id, input);
		return answer(id);
	}

	private Answer answer(long id) {
		CustomerFile file = this.files.of(id);
		return new Answer(file,
				(file.dedicatedAgent() != null) ? this.departments.displayName(file.dedicatedAgent()) : null);
	}

	private List<String> groups() {
		return this.identity.getCurrentAuthentication().getGroupIds();
	}

}
