package io.kefu.training;

import java.util.List;

import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AttendanceTests {

	private static final List<Participant> PARTICIPANTS = Participant.ofCustomer("张三\n李四\n王五", "华星电子");

	@Test
	void whoCameIsGivenByNameOrNumberWithOrWithoutAScore() {
		Attendance attendance = Attendance.parse("3，5\n\n 张三 ", PARTICIPANTS);
		assertThat(attendance.attended("王五")).isTrue();
		assertThat(attendance.score("王五")).isEqualTo(5);
		assertThat(attendance.attended("张三")).isTrue();
		assertThat(attendance.score("张三")).isNull();
		assertThat(attendance.attended("李四")).isFalse();
		assertThat(attendance.score("李四")).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5 })
	void scoreIsFromOneToFive(int score) {
		assertThat(Attendance.parse("李四, " + score, PARTICIPANTS).score("李四")).isEqualTo(score);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			张三\\n赵六   | 第2行：“赵六”不在参加人员中
			0             | 第1行：“0”不在参加人员中
			4             | 第1行：“4”不在参加人员中
			99999999999   | 第1行：“99999999999”不在参加人员中
			李四，6       | 第1行：“李四”的评分“6”不是1到5之间的整数
			2，0          | 第1行：“李四”的评分“0”不是1到5之间的整数
			李四，4.5     | 第1行：“李四”的评分“4.5”不是1到5之间的整数
			李四，        | 第1行：“李四”的评分“”不是1到5之间的整数
			李四，4，5    | 第1行：“李四”的评分“4，5”不是1到5之间的整数
			张三\\n1，3   | 第2行：“张三”已登记
			""")
	void lineThatIsNoParticipantWithAScoreIsNamed(String text, String message) {
		assertThat(refusal(text.replace("\\n", "\n"))).isEqualTo(message);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " \n " })
	void trainingThatNobodyCameToWasNotHeld(String text) {
		assertThat(refusal(text)).isEqualTo("请填写“出勤人员”，每行一人");
	}

	private static String refusal(String text) {
		InvalidInputException refusal = assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> Attendance.parse(text, PARTICIPANTS))
			.actual();
		assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("attendees");
		return refusal.detail();
	}

}
