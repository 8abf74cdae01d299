package io.kefu.training;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ParticipantTests {

	@Test
	void peopleOfACustomerStandOnePerLine() {
		assertThat(Participant.ofCustomer(" 张三 \r\n\n　李四\nJohn Smith", "华星电子")).containsExactly(
				new Participant("张三", "华星电子"), new Participant("李四", "华星电子"), new Participant("John Smith", "华星电子"));
	}

	@Test
	void staffBelongToTheirDepartmentAndOtherwiseToTheOrganisers() {
		assertThat(ofCompany("张三\n李四，质量部\n王五, 开发部\n赵六\t质量部")).containsExactly(new Participant("张三", "客户服务部"),
				new Participant("李四", "质量部"), new Participant("王五", "开发部"), new Participant("赵六", "质量部"));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "  ", "\n \r\n\t\n" })
	void trainingWithoutParticipantsIsRefused(String text) {
		assertThat(refusal(text)).isEqualTo("请填写“参加人员”，每行一人");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			张三\\n\\n，质量部    | 第3行：“”不是姓名
			张三\\n12             | 第2行：“12”不是姓名
			张三\\n李四\\n张三，质量部 | 第3行：“张三”重复，请加以区分
			张三，质量            | 第1行：“质量”不是部门名称
			张三，                | 第1行：“”不是部门名称
			张三，质量部，高工    | 第1行：“质量部，高工”不是部门名称
			""")
	void lineThatIsNoPersonIsNamed(String text, String message) {
		assertThat(refusal(text.replace("\\n", "\n"))).isEqualTo(message);
	}

	@Test
	void peopleOfACustomerHaveNoDepartment() {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> Participant.ofCustomer("张三，质量部", "华星电子"))
			.withMessage("第1行：“质量部”不是部门名称");
	}

	@Test
	void nameHasAtMostFiftyCharacters() {
		assertThat(ofCompany("张".repeat(50))).hasSize(1);
		assertThat(refusal("张".repeat(51))).endsWith("不是姓名");
	}

	@Test
	void atMostTwoHundredPeopleAreTrainedAtOnce() {
		assertThat(ofCompany(people(200))).hasSize(200);
		assertThat(refusal(people(201))).isEqualTo("“参加人员”最多200人");
	}

	private static String people(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "学员" + i).collect(Collectors.joining("\n"));
	}

	private static List<Participant> ofCompany(String text) {
		return Participant.ofCompany(text, "客户服务部", List.of("质量部", "开发部")::contains);
	}

	private static String refusal(String text) {
		InvalidInputException refusal = assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> ofCompany(text))
			.actual();
		assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("participants");
		return refusal.detail();
	}

}
