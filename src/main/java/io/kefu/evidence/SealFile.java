package io.kefu.evidence;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Seals as they were exported.
 */
final class SealFile {

	private final List<Entry> entries = new ArrayList<>();

	/**
	 * Reads the content of a {@code seals.json}.
	 * @param json the content
	 * @throws IOException if it is something else
	 */
	SealFile(String json) throws IOException {
		JsonFields file = JsonFields.of(json);
		if (!SealExport.SEALS_FORMAT.equals(file.format())) {
			throw new IOException("不是封存文件");
		}
		for (Object seal : file.list("seals")) {
			this.entries.add(Entry.of(new JsonFields(asObject(seal))));
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> asObject(Object value) throws IOException {
		if (value instanceof Map<?, ?> map) {
			return (Map<String, Object>) map;
		}
		throw new IOException("“seals”中有无效的封存记录");
	}

	/** The seal of a day, null if there is none. */
	Entry of(LocalDate day) {
		return this.entries.stream().filter((entry) -> entry.day().equals(day)).findFirst().orElse(null);
	}

	/** Whether the seals follow from each other, and hashes give their root. */
	Verdict verify() {
		Entry before = null;
		for (Entry entry : this.entries) {
			if (before != null && !entry.day().equals(before.day().plusDays(1))) {
				return Verdict.altered("封存文件缺少 " + before.day().plusDays(1) + " 的封存记录。");
			}
			if (before != null && !entry.previousRoot().equals(before.root())) {
				return Verdict.altered("封存文件被改动：" + entry.day() + " 的封存记录与前一天的封存根不相接。");
			}
			if (!entry.hashes().isEmpty() && !entry.rootOfHashes().equals(entry.root())) {
				return Verdict.altered("封存文件被改动：" + entry.day() + " 的散列值得不出封存根。");
			}
			before = entry;
		}
		return Verdict.intact("核对通过：" + this.entries.size() + " 天的封存记录首尾相接。");
	}

	/** A seal; {@code hashes} are empty where the file has none. */
	record Entry(LocalDate day, int events, String previousRoot, String root, List<String> hashes) {

		static Entry of(JsonFields seal) throws IOException {
			List<String> hashes = seal.list("hashes").stream().map(String::valueOf).toList();
			if (!hashes.stream().allMatch((hash) -> hash.matches("[0-9a-f]{64}"))) {
				throw new IOException("“hashes”中有无效的散列值");
			}
			return new Entry(seal.day(), seal.number("events"), seal.hash("previousRoot"), seal.hash("root"), hashes);
		}

		String rootOfHashes() {
			String chain = Sha256.begin(this.day, this.previousRoot);
			for (String hash : this.hashes) {
				chain = Sha256.link(chain, hash);
			}
			return chain;
		}

		/** Whether both are the same seal, with or without hashes. */
		boolean same(Entry other) {
			return this.root.equals(other.root) && this.previousRoot.equals(other.previousRoot)
					&& this.events == other.events;
		}

	}

}
