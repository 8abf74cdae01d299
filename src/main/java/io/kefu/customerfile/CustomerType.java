package io.kefu.customerfile;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What kind of customer somebody is (S0-02, S3-11).
 */
public enum CustomerType {

	/** Sells our products on. */
	CHANNEL("channel", "渠道客户"),
	/** Uses our products. */
	END_USER("end_user", "终端客户"),
	/** Has not bought yet. */
	PROSPECT("prospect", "潜在客户"),
	/** Speaks for a user: association, press, authority, lawyer. */
	PROXY("proxy", "代理客户");

	private final String code;

	private final String label;

	CustomerType(String code, String label) {
		this.code = code;
		this.label = label;
	}

	/**
	 * How the database and other systems call it.
	 * @return the code, never null
	 */
	public String code() {
		return this.code;
	}

	/**
	 * How people call it.
	 * @return the Chinese word, never null
	 */
	public String label() {
		return this.label;
	}

	/** Understands the code as well as the Chinese word. */
	static Optional<CustomerType> parse(String text) {
		return Arrays.stream(values())
			.filter((type) -> type.code.equalsIgnoreCase(text) || type.label.equals(text))
			.findFirst();
	}

	static String labels() {
		return Arrays.stream(values()).map(CustomerType::label).collect(Collectors.joining("、"));
	}

}
