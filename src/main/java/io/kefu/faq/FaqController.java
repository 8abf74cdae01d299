package io.kefu.faq;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.kefu.identity.Departments;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
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
 * The answers to common questions as JSON: all staff read what is valid today; customer
 * service and the department that answers for an entry write it (S1-38, S3-40).
 */
@RestController
@RequestMapping("/api/faq")
class FaqController {

	private static final int PAGE_SIZE = 20;

	private final Faqs faqs;

	private final IdentityService identity;

	FaqController(Faqs faqs, IdentityService identity) {
		this.faqs = faqs;
		this.identity = identity;
	}

	@GetMapping
	List<FaqEntry> search(@RequestParam(defaultValue = "") String q, @RequestParam(required = false) String model) {
		return this.faqs.search(q, model, this.faqs.today(), PAGE_SIZE);
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	FaqEntry add(@RequestBody FaqContent content) {
		requireWriter(content.ownerDepartment());
		return this.faqs.find(this.faqs.add(content));
	}

	/** Answers with the new version. */
	@PutMapping("/{id}")
	FaqEntry replace(@PathVariable long id, @RequestBody FaqContent content) {
		requireWriter(this.faqs.find(id).ownerDepartment());
		requireWriter(content.ownerDepartment());
		return this.faqs.find(this.faqs.replace(id, content));
	}

	private void requireWriter(String department) {
		Authentication user = this.identity.getCurrentAuthentication();
		List<String> groups = (user != null && user.getGroupIds() != null) ? user.getGroupIds() : List.of();
		if (groups.stream().noneMatch((group) -> isWriter(group, department))) {
			throw InvalidInputException.forbidden("只有客户服务部和责任部门可以维护FAQ条目");
		}
	}

	private static boolean isWriter(String group, String department) {
		return Stream.of("customerService", department)
			.filter(Objects::nonNull)
			.anyMatch((writer) -> group.equals(writer) || group.equals(Departments.leaderOf(writer)));
	}

	@ExceptionHandler
	ResponseEntity<Object> unreadable(HttpMessageNotReadableException ex) {
		return ResponseEntity.badRequest()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(InvalidInputException.of("body", "内容不是有效的JSON，或日期的格式不是 2026-09-30").getResponse().getEntity());
	}

}
