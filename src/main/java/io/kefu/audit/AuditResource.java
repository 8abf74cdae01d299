package io.kefu.audit;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;

import org.springframework.context.ApplicationContext;
import org.springframework.http.ContentDisposition;

/**
 * A part of the audit interface. Jersey creates these objects, so they look their beans
 * up. Whoever refuses something throws {@link io.kefu.problem.InvalidInputException}: its
 * answer is passed on as it is.
 */
public abstract class AuditResource {

	private static final String JSON = "application/json;charset=UTF-8";

	private final ApplicationContext beans;

	AuditResource(ApplicationContext beans) {
		this.beans = beans;
	}

	/**
	 * A bean of the application.
	 * @param <T> its type
	 * @param type its type
	 * @return the bean, never null
	 */
	protected <T> T bean(Class<T> type) {
		return this.beans.getBean(type);
	}

	/**
	 * The processes whose history the user may read.
	 * @return their keys, maybe none
	 * @throws io.kefu.problem.InvalidInputException (403) for who may not open Cockpit
	 */
	protected Set<String> visibleProcesses() {
		return bean(AuditAccess.class).current();
	}

	/**
	 * An answer in JSON, with the application's own mapper: Cockpit's does not know
	 * {@code java.time}.
	 * @param body what to write; times as {@link java.time.OffsetDateTime}
	 * @return the answer, not to be cached
	 */
	protected Response json(Object body) {
		return answer(text(body), JSON);
	}

	/**
	 * JSON as a file to keep.
	 * @param body what to write
	 * @param name name of the file
	 * @return the answer, not to be cached
	 */
	protected Response jsonFile(Object body, String name) {
		return file(text(body), JSON, name);
	}

	/**
	 * A file to keep.
	 * @param body its content
	 * @param type its media type
	 * @param name its name
	 * @return the answer, not to be cached
	 */
	protected Response file(Object body, String type, String name) {
		Charset charset = StandardCharsets.US_ASCII.newEncoder().canEncode(name) ? StandardCharsets.US_ASCII
				: StandardCharsets.UTF_8;
		ContentDisposition disposition = ContentDisposition.attachment().filename(name, charset).build();
		return Response.fromResponse(answer(body, type)).header("Content-Disposition", disposition.toString()).build();
	}

	/**
	 * A diagram.
	 * @param model its XML
	 * @return the answer, not to be cached
	 */
	protected Response bpmn(String model) {
		return answer(model, "text/xml;charset=UTF-8");
	}

	private static Response answer(Object body, String type) {
		return Response.ok(body, type).header("Cache-Control", "no-store").build();
	}

	private String text(Object body) {
		try {
			return bean(ObjectMapper.class).writeValueAsString(body);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
