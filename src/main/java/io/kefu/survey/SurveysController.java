package io.kefu.survey;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.IdentityService;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * The surveys and their reports as JSON, and results of third parties (S1-12, S2-85).
 */
@RestController
@RequestMapping("/api/surveys")
class SurveysController {

	private static final Set<String> KEEPERS = Set.of("customerService", "customerServiceLead");

	/** Engineering gets the results, too (S4-504). */
	private static final Set<String> READERS = Set.of("marketing", "marketingLead", "management", "managementLead",
			"engineering", "engineeringLead", "auditor");

	private final SurveyReports reports;

	private final ThirdPartyResults results;

	private final IdentityService identity;

	SurveysController(SurveyReports reports, ThirdPartyResults results, IdentityService identity) {
		this.reports = reports;
		this.results = results;
		this.identity = identity;
	}

	/**
	 * What one sees of all surveys.
	 *
	 * @param surveys the surveys, newest first
	 * @param mayImport whether one may add results of a third party
	 */
	record Overview(List<SurveyReport.Line> surveys, boolean mayImport) {
	}

	/** How many answers were added. */
	record Imported(int imported) {
	}

	@GetMapping
	Overview list() {
		requireReader();
		return new Overview(this.reports.list(), isKeeper());
	}

	@GetMapping("/{id}/report")
	SurveyReport report(@PathVariable long id) {
		requireReader();
		return this.reports.of(id);
	}

	@PostMapping("/{id}/results")
	Imported load(@PathVariable long id, @RequestParam MultipartFile file) throws IOException {
		if (!isKeeper()) {
			throw InvalidInputException.forbidden("只有客户服务部可以导入调查结果");
		}
		Path copy = Files.createTempFile("kefu-survey", null);
		try (InputStream in = file.getInputStream()) {
			Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
			return new Imported(this.results.load(id, copy));
		}
		finally {
			Files.deleteIfExists(copy);
		}
	}

	private void requireReader() {
		if (!isKeeper() && groups().stream().noneMatch(READERS::contains)) {
			throw InvalidInputException.forbidden("您没有查看满意度调查的权限");
		}
	}

	private boolean isKeeper() {
		return groups().stream().anyMatch(KEEPERS::contains);
	}

	private List<String> groups() {
		return this.identity.getCurrentAuthentication().getGroupIds();
	}

}
