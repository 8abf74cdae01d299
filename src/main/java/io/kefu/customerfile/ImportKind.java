package io.kefu.customerfile;

import java.util.Arrays;
import java.util.Locale;

import io.kefu.problem.InvalidInputException;

/**
 * What a file to load contains.
 */
enum ImportKind {

	CUSTOMERS("客户"),

	UNITS("机器");

	private final String label;

	ImportKind(String label) {
		this.label = label;
	}

	String label() {
		return this.label;
	}

	String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	static ImportKind parse(String code) {
		return Arrays.stream(values())
			.filter((kind) -> kind.code().equals(code))
			.findFirst()
			.orElseThrow(() -> InvalidInputException.of("kind", "导入内容“" + code + "”不存在，可用：customers（客户）、units（机器）"));
	}

}
