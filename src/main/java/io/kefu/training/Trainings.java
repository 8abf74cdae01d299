package io.kefu.training;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The trainings that were held, the versions of their material and the record of every
 * person. Everything happens in the current transaction.
 */
@Component
class Trainings {

	private final JdbcClient jdbc;

	private final Clock clock;

	Trainings(JdbcClient jdbc, Clock engineClock) {
		this.jdbc = jdbc;
		this.clock = engineClock;
	}

	/**
	 * Keeps a version of the material.
	 * @param processInstanceId the process that organises the training
	 * @param topic what is taught
	 * @param version a version of the author's choice
	 * @param title title
	 * @param content what it says, or where it lies
	 * @param author login
	 * @return false where that training has a version of this name already
	 */
	boolean addMaterial(String processInstanceId, String topic, String version, String title, String content,
			String author) {
		return this.jdbc
			.sql("""
					insert into training_material (process_instance_id, topic, version, title, content, prepared_by, prepared_at)
					values (:instance, :topic, :version, :title, :content, :author, :now) on conflict do nothing""")
			.param("instance", processInstanceId)
			.param("topic", topic)
			.param("version", version)
			.param("title", title)
			.param("content", content)
			.param("author", author)
			.param("now", Timestamp.from(this.clock.instant()))
			.update() == 1;
	}

	/**
	 * Notes what the review of a version found.
	 * @param processInstanceId the process that organises the training
	 * @param version a kept version
	 * @param passed whether it may be used
	 * @param note what is wrong with it, null where it passed
	 * @param reviewer login
	 */
	void review(String processInstanceId, String version, boolean passed, String note, String reviewer) {
		this.jdbc.sql("""
				update training_material set passed = :passed, review_note = :note, reviewed_by = :reviewer,
				  reviewed_at = :now where process_instance_id = :instance and version = :version""")
			.param("passed", passed)
			.param("note", note)
			.param("reviewer", reviewer)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("instance", processInstanceId)
			.param("version", version)
			.update();
	}

	/**
	 * Records a training and everybody who was to come.
	 * @param training the training
	 * @param participants who was to come
	 * @param attendance who came
	 */
	void hold(Training training, List<Participant> participants, Attendance attendance) {
		long id = this.jdbc
			.sql("""
					insert into training (process_instance_id, case_no, kind, topic, product_model, trainer, place, held_on, registered_by)
					values (:instance, :caseNo, :kind, :topic, :model, :trainer, :place, :heldOn, :by) returning id""")
			.param("instance", training.processInstanceId())
			.param("caseNo", training.caseNo())
			.param("kind", (training.caseNo() != null) ? "customer" : "internal")
			.param("topic", training.topic())
			.param("model", training.productModel())
			.param("trainer", training.trainer())
			.param("place", training.place())
			.param("heldOn", training.heldOn())
			.param("by", training.registeredBy())
			.query(Long.class)
			.single();
		for (Participant participant : participants) {
			this.jdbc.sql("""
					insert into training_record (training_id, person, organisation, attended, score)
					values (:training, :person, :organisation, :attended, :score)""")
				.param("training", id)
				.param("person", participant.name())
				.param("organisation", participant.organisation())
				.param("attended", attendance.attended(participant.name()))
				.param("score", attendance.score(participant.name()))
				.update();
		}
	}

	/**
	 * Notes what the participants say.
	 * @param processInstanceId the process that organised the training
	 * @param averageScore 1 to 5
	 * @param comments their comments, may be null
	 */
	void rate(String processInstanceId, BigDecimal averageScore, String comments) {
		this.jdbc.sql("update training set feedback_score = ?, feedback_comments = ? where process_instance_id = ?")
			.params(averageScore, comments, processInstanceId)
			.update();
	}

	/**
	 * Notes how the leader judges the training.
	 * @param processInstanceId the process that organised the training
	 * @param effective whether it was worth it
	 * @param improvements what the material needs, null where nothing
	 */
	void evaluate(String processInstanceId, boolean effective, String improvements) {
		this.jdbc.sql("update training set effective = ?, improvements = ? where process_instance_id = ?")
			.params(effective, improvements, processInstanceId)
			.update();
	}

	/**
	 * How many came to a training.
	 * @param processInstanceId the process that organised the training
	 * @return the number
	 */
	int attended(String processInstanceId) {
		return this.jdbc.sql("""
				select count(*) from training_record r join training t on t.id = r.training_id
				where t.process_instance_id = ? and r.attended""")
			.param(processInstanceId)
			.query(Integer.class)
			.single();
	}

	/**
	 * What somebody was trained in.
	 * @param person the full name, without blanks around it
	 * @return the records, latest first
	 */
	List<TrainingRecord> recordsOf(String person) {
		return this.jdbc.sql("""
				select r.*, t.kind, t.topic, t.product_model, t.held_on, t.trainer, t.case_no
				from training_record r join training t on t.id = r.training_id
				where r.person = ? order by t.held_on desc, r.id desc""")
			.param(person)
			.query((row, index) -> map(row))
			.list();
	}

	private static TrainingRecord map(ResultSet row) throws SQLException {
		String kind = row.getString("kind");
		return new TrainingRecord(row.getString("person"), row.getString("organisation"), kind,
				"customer".equals(kind) ? "客户培训" : "内部培训", row.getString("topic"), row.getString("product_model"),
				row.getObject("held_on", LocalDate.class), row.getString("trainer"), row.getBoolean("attended"),
				row.getObject("score", Integer.class), row.getString("case_no"));
	}

}
