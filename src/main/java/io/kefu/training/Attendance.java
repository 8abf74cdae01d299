package io.kefu.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kefu.problem.InvalidInputException;

/**
 * Who came.
 *
 * @param scores per name of those who came 1 to 5, or empty where nobody was examined
 */
record Attendance(Map<String, Optional<Integer>> scores) {

	/**
	 * Reads who came, one per line: a name or the number in the list, and the score.
	 * @param text the lines, may be null
	 * @param participants who was to come, numbered from 1
	 * @return at least one person
	 * @throws InvalidInputException (400) naming the first line that is no participant or
	 * has no score from 1 to 5
	 */
	static Attendance parse(String text, List<Participant> participants) {
		Map<String, Optional<Integer>> scores = new LinkedHashMap<>();
		for (Line line : Line.of(text)) {
			Optional<Participant> found = find(line.cell(0), participants);
			line.require(found.isPresent(), TrainingProcess.ATTENDEES, "“" + line.cell(0) + "”不在参加人员中");
			String name = found.orElseThrow().name();
			line.require(line.size() == 1 || line.after(0).matches("[1-5]"), TrainingProcess.ATTENDEES,
					"“" + name + "”的评分“" + line.after(0) + "”不是1到5之间的整数");
			line.require(!scores.containsKey(name), TrainingProcess.ATTENDEES, "“" + name + "”已登记");
			scores.put(name, (line.size() > 1) ? Optional.of(Integer.valueOf(line.cell(1))) : Optional.empty());
		}
		if (scores.isEmpty()) {
			throw InvalidInputException.of(TrainingProcess.ATTENDEES, "请填写“出勤人员”，每行一人");
		}
		return new Attendance(scores);
	}

	private static Optional<Participant> find(String nameOrNumber, List<Participant> participants) {
		// Longer numbers are no number of a list.
		if (nameOrNumber.matches("\\d{1,4}")) {
			int number = Integer.parseInt(nameOrNumber);
			return (number >= 1 && number <= participants.size()) ? Optional.of(participants.get(number - 1))
					: Optional.empty();
		}
		return participants.stream().filter((participant) -> participant.name().equals(nameOrNumber)).findFirst();
	}

	boolean attended(String name) {
		return this.scores.containsKey(name);
	}

	/**
	 * The person's score.
	 * @param name name of a participant
	 * @return 1 to 5, null for somebody who was absent or not examined
	 */
	Integer score(String name) {
		return this.scores.getOrDefault(name, Optional.empty()).orElse(null);
	}

}
