package io.kefu.casefile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AttachmentNameTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			现场照片（一）.jpg | 现场照片（一）.jpg
			C:\\Users\\王芳\\合同 2026.pdf | 合同 2026.pdf
			../../etc/passwd.txt | passwd.txt
			a<b>:"c?*.png | abc.png
			..隐藏.txt | 隐藏.txt
			.pdf | 未命名.pdf
			没有结尾 | 没有结尾
			""")
	void nameKeepsWhatPeopleReadAndLosesWhatHarms(String original, String expected) {
		assertThat(AttachmentName.of(original)).isEqualTo(expected);
	}

	@Test
	void marksThatNobodySeesAreDropped() {
		assertThat(AttachmentName.of("报告\u202Efdp.\u200Btxt\r\n")).isEqualTo("报告fdp.txt");
		assertThat(AttachmentName.of("a|b\u0000.txt")).isEqualTo("ab.txt");
	}

	@Test
	void missingNameGetsOne() {
		assertThat(AttachmentName.of(null)).isEqualTo("未命名");
		assertThat(AttachmentName.of("folder/")).isEqualTo("未命名");
	}

	@Test
	void longNameKeepsItsEndingAndNoHalfCharacters() {
		assertThat(AttachmentName.of("长".repeat(300) + ".docx")).hasSize(120).endsWith("长.docx");
		String emoji = AttachmentName.of("x" + "\uD83D\uDCF7".repeat(100) + ".png");
		assertThat(emoji).hasSizeLessThanOrEqualTo(120).endsWith("\uD83D\uDCF7.png");
		assertThat(AttachmentName.of("a." + "b".repeat(300))).isEqualTo("a");
	}

}
