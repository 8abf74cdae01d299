package io.kefu.training;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.kefu.ApplicationTest;
import io.kefu.KefuClient;
import io.kefu.KefuClient.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ApplicationTest
class TrainingRecordsControllerTests {

	@LocalServerPort
	private int port;

	@Autowired
	private Trainings trainings;

	@Autowired
	private JdbcClient jdbc;

	private String person;

	@BeforeEach
	void somebodyWasTrainedTwice() {
		this.person = "张" + UUID.randomUUID();
		List<Participant> participants = Participant.ofCustomer("李四\n" + this.person, "质量部");
		hold("首次培训", "2026-07-20", Attendance.parse("李四，3", participants), participants);
		hold("补训", "2026-08-03", Attendance.parse("2，5", participants), participants);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			customerServiceLead, 200
			generalAffairs,      200
			generalAffairsLead,  200
			management,          200
			managementLead,      200
			auditor,             200
			customerService,     403
			quality,             403
			qualityLead,         403
			dealer,              403
			processOwner,        403
			,                    401
			""")
	void onlyThoseWhoLeadOrCheckTheStaffReadTheRecords(String login, int status) {
		Answer answer = get(login, this.person);
		assertThat(answer.status()).isEqualTo(status);
		if (status == 403) {
			assertThat(answer.detail()).isEqualTo("您没有查看培训记录的权限");
		}
	}

	@Test
	void recordsOfAPersonAreListedLatestFirst() {
		JsonNode records = get("auditor", " " + this.person + " ").json();
		assertThat(records).hasSize(2);
		assertThat(records.path(0).path("topic").asText()).isEqualTo("补训");
		assertThat(records.path(0).path("heldOn").asText()).isEqualTo("2026-08-03");
		assertThat(records.path(0).path("attended").asBoolean()).isTrue();
		assertThat(records.path(0).path("score").asInt()).isEqualTo(5);
		assertThat(records.path(1).path("topic").asText()).isEqualTo("首次培训");
		assertThat(records.path(1).path("organisation").asText()).isEqualTo("质量部");
		assertThat(records.path(1).path("kindLabel").asText()).isEqualTo("内部培训");
		assertThat(records.path(1).path("trainer").asText()).isEqualTo("李师傅");
		assertThat(records.path(1).path("attended").asBoolean()).isFalse();
		assertThat(records.path(1).path("score").isNull()).isTrue();
	}

	@Test
	void somebodyWhoWasNeverTrainedHasNoRecords() {
		assertThat(get("auditor", this.person + "二").json()).isEmpty();
	}

	@Test
	void withoutANameNothingIsListed() {
		for (String path : List.of("/api/training-records", "/api/training-records?person=%20")) {
			Answer answer = new KefuClient(this.port, "auditor").get(path);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.field(0)).isEqualTo("person");
		}
	}

	@Test
	void recordCannotBeChangedAfterwards() {
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> this.jdbc.sql("update training_record set attended = true, score = 5 where person = ?")
				.param(this.person)
				.update())
			.withMessageContaining("append-only");
	}

	private void hold(String topic, String day, Attendance attendance, List<Participant> participants) {
		this.trainings.hold(new Training(UUID.randomUUID().toString(), null, topic, null, "李师傅", null,
				LocalDate.parse(day), "customerService"), participants, attendance);
	}

	private Answer get(String login, String name) {
		return new KefuClient(this.port, login)
			.get("/api/training-records?person=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
	}

}
