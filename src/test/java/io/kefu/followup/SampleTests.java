package io.kefu.followup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SampleTests {

	private static final List<String> CASES = List.of("KF-1", "KF-2", "KF-3", "KF-4", "KF-5", "KF-6", "KF-7", "KF-8",
			"KF-9");

	/**
	 * What an auditor gets with Java's own generator, so that old draws stay repeatable.
	 */
	@ParameterizedTest
	@CsvSource({ "42, KF-9 KF-2 KF-1", "43, KF-1 KF-4 KF-7", "-7, KF-5 KF-9 KF-7" })
	void sameSeedDrawsTheSameForEver(long seed, String drawn) {
		assertThat(Sample.draw(CASES, 3, seed)).isEqualTo(List.of(drawn.split(" ")));
	}

	@Test
	void orderAndDoublesOfThePopulationDoNotMatter() {
		List<String> shuffled = new ArrayList<>(CASES);
		Collections.reverse(shuffled);
		shuffled.add("KF-4");
		assertThat(Sample.draw(shuffled, 3, 42)).isEqualTo(Sample.draw(CASES, 3, 42));
	}

	@Test
	void smallerDrawIsTheBeginningOfALargerOne() {
		assertThat(Sample.draw(CASES, 2, 42)).isEqualTo(Sample.draw(CASES, 3, 42).subList(0, 2));
	}

	@Test
	void noMoreIsDrawnThanThereIs() {
		assertThat(Sample.draw(List.of(), 2, 42)).isEmpty();
		assertThat(Sample.draw(List.of("KF-1"), 2, 42)).containsExactly("KF-1");
		assertThat(Sample.draw(CASES, 9, 42)).containsExactlyInAnyOrderElementsOf(CASES);
		assertThat(Sample.draw(CASES, 10, 42)).containsExactlyInAnyOrderElementsOf(CASES);
		assertThat(Sample.draw(CASES, 0, 42)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> Sample.draw(CASES, -1, 42));
	}

	@Test
	void everyCaseHasTheSameChance() {
		Map<String, Integer> drawn = new HashMap<>();
		for (int seed = 0; seed < 9000; seed++) {
			Sample.draw(CASES, 2, seed * 7919L).forEach((caseNo) -> drawn.merge(caseNo, 1, Integer::sum));
		}
		assertThat(drawn).hasSize(9);
		assertThat(drawn.values()).allSatisfy((times) -> assertThat(times).isBetween(1850, 2150));
	}

}
