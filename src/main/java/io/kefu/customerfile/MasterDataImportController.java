package io.kefu.customerfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.IdentityService;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Takes files of master data and tells how far each is.
 */
@RestController
@RequestMapping("/api/customer-file/imports")
class MasterDataImportController {

	private static final int MAX_NAME = 200;

	private final MasterDataImports imports;

	private final IdentityService identity;

	MasterDataImportController(MasterDataImports imports, IdentityService identity) {
		this.imports = imports;
		this.identity = identity;
	}

	/** Where to ask how far it is. */
	record Started(long id) {
	}

	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	Started start(@RequestParam String kind, @RequestParam(defaultValue = "false") boolean dryRun,
			@RequestParam MultipartFile file) throws IOException {
		Rights.requireMaintainer(groups());
		ImportKind wanted = ImportKind.parse(kind);
		Path copy = Files.createTempFile("kefu-import", null);
		try (InputStream in = file.getInputStream()) {
			Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			Files.deleteIfExists(copy);
			throw ex;
		}
		return new Started(this.imports.start(wanted, dryRun, name(file), copy,
				this.identity.getCurrentAuthentication().getUserId()));
	}

	@GetMapping
	List<ImportRecord> list(@RequestParam(defaultValue = "0") int page) {
		Rights.requireReader(groups());
		if (page < 0) {
			throw InvalidInputException.of("page", "页码“page”不能小于0");
		}
		return this.imports.list(page);
	}

	@GetMapping("/{id}")
	ImportRecord find(@PathVariable long id) {
		Rights.requireReader(groups());
		return this.imports.find(id);
	}

	private static String name(MultipartFile file) {
		String name = file.getOriginalFilename();
		if (name == null || name.isBlank()) {
			return "未命名";
		}
		String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
			.replaceAll("\\p{Cntrl}", " ");
		return (last.length() > MAX_NAME) ? last.substring(0, MAX_NAME) : last;
	}

	private List<String> groups() {
		return this.identity.getCurrentAuthentication().getGroupIds();
	}

}
