package io.kefu.training;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.kefu.problem.InvalidInputException;

/**
 * Somebody who is to be trained.
 *
 * @param name the name, unique within a training
 * @param organisation Chinese name of the department, or the customer
 */
record Participant(String name, String organisation) {

	/** More is no training, and would not fit a form. */
	private static final int MOST = 200;

	private static final int LONGEST_NAME = 50;

	/**
	 * Reads people of a customer, one name per line.
	 * @param text the lines, may be null
	 * @param customer their organisation
	 * @return at least one person, in the order of the lines
	 * @throws InvalidInputException (400) naming the first line that is no person
	 */
	static List<Participant> ofCustomer(String text, String customer) {
		return parse(text, customer, (department) -> false);
	}

	/**
	 * Reads people of the own company, one per line, as name or name and department.
	 * @param text the lines, may be null
	 * @param home department of those who stand without one
	 * @param isDepartment tells whether a department of that Chinese name exists
	 * @return at least one person, in the order of the lines
	 * @throws InvalidInputException (400) naming the first line that is no person
	 */
	static List<Participant> ofCompany(String text, String home, Predicate<String> isDepartment) {
		return parse(text, home, isDepartment);
	}

	private static List<Participant> parse(String text, String home, Predicate<String> isDepartment) {
		List<Participant> participants = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (Line line : Line.of(text)) {
			String name = line.cell(0);
			line.require(!name.isEmpty() && name.length() <= LONGEST_NAME && !name.matches("\\d+"),
					TrainingProcess.PARTICIPANTS, "“" + name + "”不是姓名");
			line.require(names.add(name), TrainingProcess.PARTICIPANTS, "“" + name + "”重复，请加以区分");
			String organisation = (line.size() > 1) ? line.cell(1) : home;
			line.require(line.size() < 3 && (line.size() == 1 || isDepartment.test(organisation)),
					TrainingProcess.PARTICIPANTS, "“" + line.after(0) + "”不是部门名称");
			participants.add(new Participant(name, organisation));
		}
		if (participants.isEmpty()) {
			throw InvalidInputException.of(TrainingProcess.PARTICIPANTS, "请填写“参加人员”，每行一人");
		}
		if (participants.size() > MOST) {
			throw InvalidInputException.of(TrainingProcess.PARTICIPANTS, "“参加人员”最多" + MOST + "人");
		}
		return participants;
	}

}
