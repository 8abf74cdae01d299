package io.kefu.training;

import java.util.List;
import java.util.Set;

import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.IdentityService;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a person was trained in (S0-18), for those who lead or check the staff.
 */
@RestController
@RequestMapping("/api/training-records")
class TrainingRecordsController {

	private static final Set<String> READERS = Set.of("customerServiceLead", "generalAffairs", "generalAffairsLead",
			"management", "managementLead", "auditor");

	private final Trainings trainings;

	private final IdentityService identity;

	TrainingRecordsController(Trainings trainings, IdentityService identity) {
		this.trainings = trainings;
		this.identity = identity;
	}

	@GetMapping
	List<TrainingRecord> records(@RequestParam(required = false) String person) {
		if (this.identity.getCurrentAuthentication().getGroupIds().stream().noneMatch(READERS::contains)) {
			throw InvalidInputException.forbidden("您没有查看培训记录的权限");
		}
		if (person == null || person.isBlank()) {
			throw InvalidInputException.of("person", "请用参数“person”给出姓名");
		}
		return this.trainings.recordsOf(person.strip());
	}

}
