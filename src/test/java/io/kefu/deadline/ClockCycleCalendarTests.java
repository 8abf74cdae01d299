package io.kefu.deadline;

import java.util.Date;

import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.kefu.deadline.Calendar2026.at;
import static org.assertj.core.api.Assertions.assertThat;

class ClockCycleCalendarTests {

	private final ClockCycleCalendar calendar = new ClockCycleCalendar(() -> {
		throw new AssertionError("No clock is concerned");
	});

	@AfterEach
	void leave() {
		ClockUtil.reset();
	}

	@Test
	void ordinaryCyclesStayTheEngines() {
		Date now = Date.from(at("2026-11-09T10:00"));
		ClockUtil.setCurrentTime(now);
		Date inAnHour = Date.from(at("2026-11-09T11:00"));
		assertThat(this.calendar.resolveDuedate("R3/PT1H")).isEqualTo(inAnHour);
		assertThat(this.calendar.resolveDuedate("R3/PT1H", now)).isEqualTo(inAnHour);
		assertThat(this.calendar.resolveDuedate("R/2026-11-09T02:00:00/PT1H", null, 0)).isEqualTo(inAnHour);
		assertThat(this.calendar.resolveDuedate("0 0 * * * ?")).isEqualTo(inAnHour);
		assertThat(this.calendar.resolveDuedate("@hourly", now, 0)).isEqualTo(inAnHour);
	}

}
