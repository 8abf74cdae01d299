package io.kefu.casefile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Attachments of a case, for those who may see the case (S1-04). Nobody can delete one.
 */
@RestController
@RequestMapping("/api/cases/{caseNo}/attachments")
class AttachmentsController {

	/** Reads everything and changes nothing. */
	private static final String AUDITOR = "auditor";

	private final Attachments attachments;

	private final Cases cases;

	private final CaseFiles caseFiles;

	private final IdentityService identity;

	AttachmentsController(Attachments attachments, Cases cases, CaseFiles caseFiles, IdentityService identity) {
		this.attachments = attachments;
		this.cases = cases;
		this.caseFiles = caseFiles;
		this.identity = identity;
	}

	/**
	 * The attachments of a case, and what may be added.
	 *
	 * @param files oldest first
	 * @param refusal why nothing may be added, null where something may
	 * @param maxBytes how large a file may be
	 * @param extensions what its name may end with
	 */
	record Answer(List<Attachment> files, String refusal, long maxBytes, List<String> extensions) {
	}

	@GetMapping
	Answer list(@PathVariable String caseNo) {
		Authentication user = requireVisible(caseNo);
		String refusal = refusal(user).or(() -> Attachments.refusal(caseNo, this.cases.find(caseNo).state()))
			.orElse(null);
		return new Answer(this.attachments.list(caseNo), refusal, Attachments.MAX_BYTES,
				AttachmentType.allExtensions());
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	Attachment add(@PathVariable String caseNo, @RequestParam MultipartFile file) throws IOException {
		Authentication user = requireVisible(caseNo);
		refusal(user).ifPresent((reason) -> {
			throw InvalidInputException.forbidden(reason);
		});
		Path copy = Files.createTempFile("kefu-attachment", null);
		try {
			file.transferTo(copy);
			return this.attachments.add(caseNo, user.getUserId(), file.getOriginalFilename(), copy);
		}
		finally {
			Files.deleteIfExists(copy);
		}
	}

	@GetMapping("/{id}")
	ResponseEntity<byte[]> download(@PathVariable String caseNo, @PathVariable long id) {
		requireVisible(caseNo);
		Attachment attachment = this.attachments.find(caseNo, id);
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType(attachment.mediaType()))
			// Never shown in the browser, whatever it is; "nosniff" comes with every
			// answer.
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment()
						.filename(attachment.fileName(), StandardCharsets.UTF_8)
						.build()
						.toString())
			.body(this.attachments.content(id));
	}

	private static Optional<String> refusal(Authentication user) {
		return user.getGroupIds().contains(AUDITOR) ? Optional.of("审计员只能查看案件，不能上传附件") : Optional.empty();
	}

	private Authentication requireVisible(String caseNo) {
		Authentication user = this.identity.getCurrentAuthentication();
		this.caseFiles.requireVisible(caseNo, user.getUserId(), user.getGroupIds());
		return user;
	}

}
