package io.kefu.notification;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Tells addresses that can be written to from what else people type into a field for
 * them. Strict on purpose: one address may not bring a second one or a header with it.
 */
public final class EmailAddresses {

	/** One address, and nothing else. */
	public static final Pattern ADDRESS = Pattern
		.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

	private EmailAddresses() {
	}

	/**
	 * Keeps the addresses that can be written to.
	 * @param addresses what was typed; may hold nulls
	 * @return the usable ones, each once
	 */
	static List<String> usable(List<String> addresses) {
		return addresses.stream()
			.filter(Objects::nonNull)
			.map(String::strip)
			.filter((address) -> ADDRESS.matcher(address).matches())
			.distinct()
			.toList();
	}

}
