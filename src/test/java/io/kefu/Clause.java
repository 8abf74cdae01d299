package io.kefu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

/**
 * A clause of the procedures, as models, tables and code name it.
 *
 * @param id id, as {@code S0-46}: source and number
 * @param gist what it asks for, in own words (Chinese)
 * @param missing what of it is not built and why (Chinese), empty if all of it is meant
 * to be
 */
record Clause(String id, String gist, String missing) {

	/** One id, or a range: S0-34 至 S0-39, S4-420 to S4-428, S0-05…07. */
	private static final Pattern NAMED = Pattern.compile("(S\\d)-(\\d+)(?:\\s*(?:…|至|to)\\s*(?:S\\d-)?(\\d+))?");

	private static final Map<String, Clause> ALL = read();

	/**
	 * All clauses of the sources.
	 * @return by id, in the order of the sources
	 */
	static Map<String, Clause> all() {
		return ALL;
	}

	/**
	 * The clauses that a text names.
	 * @param text a comment or a description
	 * @return their ids, known or not
	 */
	static Set<String> namedIn(String text) {
		Set<String> ids = new TreeSet<>();
		Matcher named = NAMED.matcher(text);
		while (named.find()) {
			ids.add(named.group(1) + '-' + named.group(2));
			if (named.group(3) != null) {
				int first = Integer.parseInt(named.group(2));
				int last = Integer.parseInt(named.group(3));
				ALL.values()
					.stream()
					.filter((clause) -> clause.source().equals(named.group(1)))
					.filter((clause) -> clause.number() >= first && clause.number() <= last)
					.forEach((clause) -> ids.add(clause.id()));
			}
		}
		return ids;
	}

	/** The source that it stands in, as {@code S0}. */
	String source() {
		return this.id.substring(0, this.id.indexOf('-'));
	}

	private int number() {
		return Integer.parseInt(this.id.substring(this.id.indexOf('-') + 1));
	}

	private static Map<String, Clause> read() {
		Map<String, Clause> clauses = new LinkedHashMap<>();
		try (CsvReader<NamedCsvRecord> rows = CsvReader.builder()
			.ofNamedCsvRecord(Path.of("src/test/resources/clauses.csv"))) {
			rows.forEach((row) -> clauses.put(row.getField("clause"),
					new Clause(row.getField("clause"), row.getField("gist"), row.getField("missing"))));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return clauses;
	}

}
