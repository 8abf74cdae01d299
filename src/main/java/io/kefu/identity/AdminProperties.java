package io.kefu.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The first administrator, created when there is none.
 *
 * @param login login, letters and digits
 * @param password password; null where none is configured
 */
@ConfigurationProperties("kefu.admin")
record AdminProperties(@DefaultValue("admin") String login, String password) {

	/** Keeps the password out of logs. */
	@Override
	public String toString() {
		return "AdminProperties[login=" + this.login + "]";
	}

}
