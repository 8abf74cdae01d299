package io.kefu.evidence;

import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * One way only to write a value as JSON: names in order, no spaces, no names without a
 * value. So equal content has equal bytes, whoever wrote it.
 */
final class CanonicalJson {

	/**
	 * A day is sealed whatever is in it, also a comment longer than Jackson would read.
	 */
	private static final StreamReadConstraints ANY_LENGTH = StreamReadConstraints.builder()
		.maxStringLength(Integer.MAX_VALUE)
		.build();

	private static final ObjectMapper JSON = JsonMapper
		.builder(JsonFactory.builder().streamReadConstraints(ANY_LENGTH).build())
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		// Of a name that stands twice, a reader and the hash might take different values.
		.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private CanonicalJson() {
	}

	static String write(Object value) throws JsonProcessingException {
		return JSON.writeValueAsString(value);
	}

	static Map<String, Object> read(String json) throws JsonProcessingException {
		return JSON.readValue(json, new TypeReference<>() {
		});
	}

}
