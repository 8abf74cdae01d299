package io.kefu.followup;

import java.security.SecureRandom;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The weekly samples of cases for spot-check visits (S4-423). Each is recorded with its
 * population and seed, so that an auditor draws it again with {@link Sample}.
 */
@Component
class SampleDraws {

	private final JdbcClient jdbc;

	private final Clock clock;

	private final RandomGenerator seeds;

	private final int size;

	private final Duration period;

	SampleDraws(JdbcClient jdbc, Clock engineClock, @Value("${kefu.follow-up.sample-size}") int size,
			@Value("${kefu.follow-up.sample-period}") Duration period) {
		if (size < 1) {
			throw new IllegalArgumentException("kefu.follow-up.sample-size must be positive: " + size);
		}
		this.jdbc = jdbc;
		this.clock = engineClock;
		this.seeds = new SecureRandom();
		this.size = size;
		this.period = period;
	}

	/**
	 * Draws from the cases closed in the period that ends now, and records the draw, also
	 * when there was nothing to draw from. Follow-ups themselves, internal cases and
	 * customers without a phone, whom nobody can ask for an appointment, do not count.
	 * @param actor who draws, a login or {@code system}
	 * @return the draw
	 */
	SampleDraw draw(String actor) {
		Instant to = this.clock.instant();
		Instant from = to.minus(this.period);
		List<String> population = this.jdbc.sql("""
				select case_no from service_case
				where state = 'CLOSED' and closed_at > ? and closed_at <= ? and contact_phone is not null
				  and kind is distinct from 'follow_up_visit' and kind is distinct from 'problem_tracing'
				order by case_no""").params(Timestamp.from(from), Timestamp.from(to)).query(String.class).list();
		long seed = this.seeds.nextLong();
		List<String> drawn = Sample.draw(population, this.size, seed);
		long id = this.jdbc
			.sql("""
					insert into sample_draw (drawn_at, drawn_by, period_from, period_to, sample_size, seed, population, drawn)
					values (?, ?, ?, ?, ?, ?, ?, ?) returning id""")
			.params(Timestamp.from(to), actor, Timestamp.from(from), Timestamp.from(to), this.size, seed,
					population.toArray(String[]::new), drawn.toArray(String[]::new))
			.query(Long.class)
			.single();
		return new SampleDraw(id, to, actor, from, to, this.size, seed, population, drawn);
	}

	/**
	 * The draws of the past.
	 * @return the draws, newest first
	 */
	List<SampleDraw> all() {
		return this.jdbc.sql("select * from sample_draw order by id desc")
			.query((row, index) -> new SampleDraw(row.getLong("id"), row.getTimestamp("drawn_at").toInstant(),
					row.getString("drawn_by"), row.getTimestamp("period_from").toInstant(),
					row.getTimestamp("period_to").toInstant(), row.getInt("sample_size"), row.getLong("seed"),
					texts(row.getArray("population")), texts(row.getArray("drawn"))))
			.list();
	}

	private static List<String> texts(Array array) throws SQLException {
		return List.of((String[]) array.getArray());
	}

}
