package io.kefu.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import org.camunda.bpm.engine.rest.dto.task.TaskDto;
import org.glassfish.jersey.internal.spi.ForcedAutoDiscoverable;

/**
 * Lets a task be sent back as it was read. Tasklist does so to set a follow-up or due
 * date, and 7.24.0 then fails at the reference to the form, which it cannot read and does
 * not need. Found by Jersey in every application that serves the engine's interface.
 */
public class TaskUpdateFeature implements ForcedAutoDiscoverable {

	@Override
	public void configure(FeatureContext context) {
		context.register(new WithoutFormReference());
	}

	private static final class WithoutFormReference implements ReaderInterceptor {

		private final ObjectMapper json = new ObjectMapper();

		@Override
		public Object aroundReadFrom(ReaderInterceptorContext request) throws IOException, WebApplicationException {
			if (TaskDto.class.equals(request.getType())) {
				byte[] body = request.getInputStream().readAllBytes();
				request.setInputStream(new ByteArrayInputStream(withoutFormReference(body)));
			}
			return request.proceed();
		}

		private byte[] withoutFormReference(byte[] body) throws IOException {
			JsonNode task;
			try {
				task = this.json.readTree(body);
			}
			catch (IOException ex) {
				// Whoever reads it next says what is wrong with it.
				return body;
			}
			if (!(task instanceof ObjectNode fields)) {
				return body;
			}
			fields.remove("camundaFormRef");
			return this.json.writeValueAsBytes(fields);
		}

	}

}
