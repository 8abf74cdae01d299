package io.kefu.engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.impl.variable.serializer.AbstractObjectValueSerializer;
import org.camunda.bpm.engine.variable.Variables.SerializationDataFormats;

/**
 * Stores a list of plain values or of rows (maps of plain values) as JSON: Tasklist reads
 * it for the tables and options of a form, people read it in Cockpit, and no Java class
 * is named in the database. Reading gives lists and maps again, whatever type name a
 * client claims.
 */
class ListSerializer extends AbstractObjectValueSerializer {

	private static final ObjectMapper JSON = new ObjectMapper();

	ListSerializer() {
		super(SerializationDataFormats.JSON.getName());
	}

	@Override
	public String getName() {
		return "kefu-list";
	}

	@Override
	protected boolean canSerializeValue(Object value) {
		return value instanceof List<?> list && list.stream().allMatch(ListSerializer::isElement);
	}

	private static boolean isElement(Object element) {
		return isPlain(element)
				|| (element instanceof Map<?, ?> row && row.keySet().stream().allMatch(String.class::isInstance)
						&& row.values().stream().allMatch(ListSerializer::isPlain));
	}

	private static boolean isPlain(Object value) {
		return value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
	}

	@Override
	protected boolean isSerializationTextBased() {
		return true;
	}

	@Override
	protected String getTypeNameForDeserialized(Object value) {
		return List.class.getName();
	}

	@Override
	protected byte[] serializeToByteArray(Object value) throws IOException {
		return JSON.writeValueAsBytes(value);
	}

	@Override
	protected Object deserializeFromByteArray(byte[] json, String typeName) throws IOException {
		return JSON.readValue(json, List.class);
	}

}
