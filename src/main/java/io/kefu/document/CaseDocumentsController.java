package io.kefu.document;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.kefu.casefile.CaseFiles;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The documents of a case, for those who may see the case (S0-52, S1-04).
 */
@RestController
@RequestMapping("/api/cases/{caseNo}/documents")
class CaseDocumentsController {

	private final Documents documents;

	private final CaseFiles caseFiles;

	private final IdentityService identity;

	CaseDocumentsController(Documents documents, CaseFiles caseFiles, IdentityService identity) {
		this.documents = documents;
		this.caseFiles = caseFiles;
		this.identity = identity;
	}

	@GetMapping
	List<CaseDocument> list(@PathVariable String caseNo) {
		requireVisible(caseNo);
		return this.documents.list(caseNo);
	}

	@GetMapping("/{idOrKind}")
	ResponseEntity<byte[]> open(@PathVariable String caseNo, @PathVariable String idOrKind,
			@RequestParam(defaultValue = "false") boolean download) {
		requireVisible(caseNo);
		CaseDocument document = this.documents.find(caseNo, idOrKind)
			.orElseThrow(() -> InvalidInputException.notFound("案件“" + caseNo + "”没有文件“" + idOrKind + "”"));
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_PDF)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					(download ? ContentDisposition.attachment() : ContentDisposition.inline())
						.filename(document.fileName(), StandardCharsets.UTF_8)
						.build()
						.toString())
			.body(this.documents.content(document.id()));
	}

	private void requireVisible(String caseNo) {
		Authentication user = this.identity.getCurrentAuthentication();
		this.caseFiles.requireVisible(caseNo, user.getUserId(), user.getGroupIds());
	}

}
