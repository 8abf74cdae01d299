package io.kefu.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Verifies the exported events of one day and names the first that is not what was
 * sealed. Needs neither database nor application.
 */
final class DayVerification {

	private final BufferedReader in;

	private final SealFile seals;

	private String chain;

	private String ahead;

	DayVerification(BufferedReader in, SealFile seals) {
		this.in = in;
		this.seals = seals;
	}

	/**
	 * Verifies.
	 * @param head the file's first line
	 * @return what was found
	 * @throws IOException if the file cannot be read
	 */
	Verdict run(JsonFields head) throws IOException {
		SealFile.Entry seal = SealFile.Entry.of(head);
		LocalDate day = seal.day();
		boolean differs = false;
		if (this.seals != null) {
			SealFile.Entry kept = this.seals.of(day);
			if (kept == null) {
				return Verdict.altered("封存文件中没有 " + day + " 的封存记录。");
			}
			differs = !kept.same(seal);
			seal = kept;
		}
		Verdict record = records(seal);
		if (record != null) {
			return record;
		}
		if (differs) {
			return Verdict.altered("导出文件首行的封存根与封存文件不符。");
		}
		if (!this.chain.equals(seal.root())) {
			return Verdict
				.altered("各条记录与自己的散列值相符，但散列链得不出封存根：散列值被重新计算过。请用带有当日散列值的封存文件（seals.json?day=" + day + "）再核对，以找出是哪一条。");
		}
		return Verdict.intact("核对通过：" + day + " 共 " + seal.events() + " 条记录，封存根 " + seal.root()
				+ ((this.seals != null) ? "。" : "（与导出文件首行相符；没有给出封存文件）。"));
	}

	/** The first record that is wrong; null when none is. */
	private Verdict records(SealFile.Entry seal) throws IOException {
		this.chain = Sha256.begin(seal.day(), seal.previousRoot());
		int place = 0;
		this.ahead = this.in.readLine();
		while (this.ahead != null) {
			place++;
			String text = this.ahead;
			this.ahead = this.in.readLine();
			Verdict verdict = record(place, text, seal);
			if (verdict != null) {
				return verdict;
			}
		}
		if (place < seal.events()) {
			return Verdict.altered("第 " + (place + 1) + " 条记录被删除：封存 " + seal.events() + " 条，文件在第 " + place + " 条之后结束。");
		}
		return null;
	}

	private Verdict record(int place, String text, SealFile.Entry seal) {
		Line line;
		try {
			line = Line.of(text);
		}
		catch (IOException ex) {
			return Verdict.altered("第 " + place + " 条记录被改动：不是有效的记录。");
		}
		List<String> hashes = seal.hashes();
		if (!hashes.isEmpty()) {
			String expected = (place <= hashes.size()) ? hashes.get(place - 1) : null;
			if (!line.hash().equals(expected)) {
				return deviation(place, line, expected, (place < hashes.size()) ? hashes.get(place) : null);
			}
		}
		if (line.seq() > place) {
			return Verdict.altered("第 " + place + " 条记录被删除：其后是第 " + line.seq() + " 条，" + line.label() + "。");
		}
		if (line.seq() < place || place > seal.events()) {
			return Verdict.altered("第 " + place + " 条记录是插入的：" + line.label() + "。");
		}
		if (line.event() != null && !AuditEvent.hash(line.event()).equals(line.hash())) {
			return Verdict.altered("第 " + place + " 条记录被改动：" + line.label() + "。");
		}
		if (line.event() == null && !"archived".equals(line.absent()) && !"withheld".equals(line.absent())) {
			return Verdict.altered("第 " + place + " 条记录在导出时已不在数据库，也没有归档：" + line.label() + "。");
		}
		this.chain = Sha256.link(this.chain, line.hash());
		return null;
	}

	/** The seal has other hashes: was this line altered, is it new, or is one missing? */
	private Verdict deviation(int place, Line line, String expected, String afterwards) {
		if (expected == null || (this.ahead != null && this.ahead.contains("\"" + expected + "\""))) {
			return Verdict.altered("第 " + place + " 条记录是插入的：" + line.label() + "。");
		}
		if (line.hash().equals(afterwards)) {
			return Verdict.altered("第 " + place + " 条记录被删除：其后是" + line.label() + "。");
		}
		return Verdict.altered("第 " + place + " 条记录被改动：" + line.label() + "。");
	}

	/** One event of the file. */
	private record Line(int seq, String hash, Map<String, Object> event, String absent, String label) {

		static Line of(String text) throws IOException {
			JsonFields line = JsonFields.of(text);
			JsonFields event = line.object("event");
			JsonFields named = (event != null) ? event : line;
			return new Line(line.number("seq"), line.hash("hash"), (event != null) ? event.values() : null,
					line.text("absent"), named.values().containsKey("source")
							? EventLabels.of(named.text("source"), named.text("id")) : "内容未导出的记录");
		}

	}

}
