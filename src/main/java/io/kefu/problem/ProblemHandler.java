package io.kefu.problem;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Answers refused input of our own interfaces with the same problem body as the engine's.
 */
@RestControllerAdvice
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

}
