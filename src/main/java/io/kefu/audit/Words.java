package io.kefu.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * The Chinese words in {@code labels/}.
 */
final class Words {

	private Words() {
	}

	/**
	 * Reads a file of words.
	 * @param name its name without ending
	 * @return the words by what they stand for
	 */
	static Properties of(String name) {
		try {
			return PropertiesLoaderUtils.loadProperties(new EncodedResource(
					new ClassPathResource("labels/" + name + ".properties"), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
