package io.kefu.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/**
 * Refused input. It is a {@link WebApplicationException} with a finished response because
 * that is the only kind of exception which the engine's REST resources (of
 * {@code /engine-rest} and of the web apps) pass on unchanged, with its status and our
 * body; {@link ProblemHandler} does the same for our own interfaces. The body is an RFC
 * 9457 problem; {@code message} repeats the text for Tasklist, which shows that property.
 */
public final class InvalidInputException extends WebApplicationException {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final String detail;

	private final transient List<FieldError> errors;

	private InvalidInputException(int status, String title, String detail, List<FieldError> errors) {
		super(detail,
				Response.status(status)
					.type("application/problem+json;charset=UTF-8")
					.entity(json(status, title, detail, errors))
					.build());
		this.detail = detail;
		this.errors = List.copyOf(errors);
	}

	/**
	 * Refuses one field with HTTP 400.
	 * @param field name of the field
	 * @param message the reason in Chinese
	 * @return the exception to throw
	 */
	public static InvalidInputException of(String field, String message) {
		return of(List.of(new FieldError(field, message)));
	}

	/**
	 * Refuses several fields with HTTP 400.
	 * @param errors at least one error
	 * @return the exception to throw
	 */
	public static InvalidInputException of(List<FieldError> errors) {
		String detail = errors.stream().map(FieldError::message).collect(Collectors.joining("；"));
		return new InvalidInputException(400, "提交内容有误", detail, errors);
	}

	/**
	 * Refuses a request that the present state does not allow, with HTTP 409.
	 * @param detail the reason in Chinese
	 * @return the exception to throw
	 */
	public static InvalidInputException conflict(String detail) {
		return new InvalidInputException(409, "当前状态不允许该操作", detail, List.of());
	}

	/**
	 * Refuses a request for something that does not exist, with HTTP 404.
	 * @param detail the reason in Chinese
	 * @return the exception to throw
	 */
	public static InvalidInputException notFound(String detail) {
		return new InvalidInputException(404, "没有找到", detail, List.of());
	}

	/**
	 * Refuses a request the user has no permission for, with HTTP 403.
	 * @param detail the reason in Chinese
	 * @return the exception to throw
	 */
	public static InvalidInputException forbidden(String detail) {
		return new InvalidInputException(403, "没有权限", detail, List.of());
	}

	/**
	 * What is wrong, per field.
	 * @return the errors, empty where the refusal concerns no single field
	 */
	public List<FieldError> errors() {
		return this.errors;
	}

	/**
	 * The whole refusal in one Chinese sentence.
	 * @return the text, never null
	 */
	public String detail() {
		return this.detail;
	}

	private static String json(int status, String title, String detail, List<FieldError> errors) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("type", "about:blank");
		body.put("title", title);
		body.put("status", status);
		body.put("detail", detail);
		body.put("message", detail);
		if (!errors.isEmpty()) {
			body.put("errors", errors);
		}
		try {
			return JSON.writeValueAsString(body);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
