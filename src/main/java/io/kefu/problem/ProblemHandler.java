package io.kefu.problem;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/**
 * Answers refused input of our own interfaces with the same problem body as the engine's.
 */
@RestControllerAdvice
// Before Spring's own, which speaks English.
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemHandler {

	@ExceptionHandler
	ResponseEntity<Object> refused(InvalidInputException ex) {
		return ResponseEntity.status(ex.getResponse().getStatus())
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(ex.getResponse().getEntity());
	}

	@ExceptionHandler
	ResponseEntity<Object> missingParameter(MissingServletRequestParameterException ex) {
		return refused(InvalidInputException.of(ex.getParameterName(), "缺少参数“" + ex.getParameterName() + "”"));
	}

	@ExceptionHandler
	ResponseEntity<Object> wrongType(MethodArgumentTypeMismatchException ex) {
		return refused(
				InvalidInputException.of(ex.getName(), "参数“" + ex.getName() + "”的值“" + ex.getValue() + "”格式不正确"));
	}

	@ExceptionHandler
	ResponseEntity<Object> missingFile(MissingServletRequestPartException ex) {
		return refused(InvalidInputException.of(ex.getRequestPartName(), "缺少文件“" + ex.getRequestPartName() + "”"));
	}

	@ExceptionHandler
	ResponseEntity<Object> tooLarge(MaxUploadSizeExceededException ex) {
		return refused(InvalidInputException.of("file", "文件过大，请分成几个文件"));
	}

	@ExceptionHandler
	ResponseEntity<Object> noUpload(MultipartException ex) {
		return refused(InvalidInputException.of("file", "没有收到完整的文件，请重新上传"));
	}

	@ExceptionHandler
	ResponseEntity<Object> unreadable(HttpMessageNotReadableException ex) {
		return refused(InvalidInputException.of("body", "内容不是正确的 JSON，或有字段的类型不对"));
	}

}
