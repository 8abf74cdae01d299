package io.kefu.casefile;

import java.util.List;
import java.util.Locale;

import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Case files as JSON, each user seeing the cases of the own department (S1-04, S2-71).
 */
@RestController
@RequestMapping("/api/cases")
class CasesController {

	private final CaseFiles caseFiles;

	private final IdentityService identity;

	CasesController(CaseFiles caseFiles, IdentityService identity) {
		this.caseFiles = caseFiles;
		this.identity = identity;
	}

	@GetMapping("/{caseNo}")
	CaseFiles.CaseFile find(@PathVariable String caseNo) {
		return this.caseFiles.find(caseNo, visibility()).orElseThrow(() -> CaseFiles.notVisible(caseNo));
	}

	@GetMapping
	List<CaseFiles.CaseLine> list(@RequestParam(required = false) String state,
			@RequestParam(required = false) String customer, @RequestParam(required = false) String q,
			@RequestParam(defaultValue = "0") int page) {
		if (page < 0) {
			throw InvalidInputException.of("page", "页码“page”不能小于0");
		}
		return this.caseFiles.list(new CaseFiles.Search(state(state), customer, q, page), visibility());
	}

	private static CaseState state(String state) {
		if (state == null || state.isBlank()) {
			return null;
		}
		try {
			return CaseState.valueOf(state.toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw InvalidInputException.of("state", "状态“" + state + "”不存在，可用：OPEN、WAITING、CLOSED、WITHDRAWN");
		}
	}

	private Visibility visibility() {
		Authentication user = this.identity.getCurrentAuthentication();
		return Visibility.of(user.getUserId(), user.getGroupIds());
	}

}
