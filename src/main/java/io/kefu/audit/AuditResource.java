package io.kefu.audit;

import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;

import org.springframework.context.ApplicationContext;

/**
 * A part of the audit interface. Jersey creates these objects, so they look their beans
 * up. Whoever refuses something throws {@link io.kefu.problem.InvalidInputException}: its
 * answer is passed on as it is.
 */
public abstract class AuditResource {

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
		try {
			return Response.ok(bean(ObjectMapper.class).writeValueAsString(body), "application/json;charset=UTF-8")
				.header("Cache-Control", "no-store")
				.build();
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
