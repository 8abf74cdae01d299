package io.kefu.retention;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long history is kept where its model does not say, when it is cleaned up, and where
 * it goes.
 *
 * @param days for definitions that are no longer known, or say nothing
 * @param window time of day in the calendar's zone, as {@code 02:00-05:00}; may pass
 * midnight
 * @param directory directory of the archive; all nodes must share it
 */
@ConfigurationProperties("kefu.retention")
record RetentionProperties(@DefaultValue("1825") int days, @DefaultValue("02:00-05:00") NightWindow window,
		Path directory) {

	RetentionProperties {
		if (directory == null) {
			throw new IllegalArgumentException("kefu.retention.directory 没有配置");
		}
	}

}
