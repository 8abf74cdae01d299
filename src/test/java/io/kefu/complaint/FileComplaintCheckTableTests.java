package io.kefu.complaint;

import java.util.List;

import io.kefu.DecisionTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FileComplaintCheckTableTests {

	private final DecisionTable table = DecisionTable.shipped("file-complaint-check");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# phone     | email  | channel        | verbatim | verified | refused fields
			13800138000 | a@b.cn | email          |          |          |
			13800138000 |        | web            | null     | null     |
			            | a@b.cn | im             |          | false    |
			null        | a@b.cn | fax            | blank    |          |
			            |        | letter         |          |          | contactPhone
			null        | null   | suggestion_box |          |          | contactPhone
			blank       | blank  | relayed        |          |          | contactPhone
			blank       | null   | website_post   |          |          | contactPhone
			13800138000 |        | hotline        | 原话     | true     |
			13800138000 |        | visit          | 原话     | true     |
			13800138000 |        | hotline        |          | true     | verbatim
			13800138000 |        | visit          | null     | true     | verbatim
			13800138000 |        | hotline        | blank    | true     | verbatim
			13800138000 |        | hotline        | 原话     | false    | verified
			13800138000 |        | visit          | 原话     | null     | verified
			13800138000 |        | visit          | 原话     |          | verified
			            |        | hotline        |          |          | contactPhone verbatim verified
			13800138000 |        | null           |          |          |
			13800138000 |        |                |          |          |
			13800138000 |        | smoke_signal   |          |          |
			""")
	void complaintNeedsAContactAndOralOnesTheVerifiedWords(String phone, String email, String channel, String verbatim,
			String verified, String refused) {
		List<Object> expected = (refused != null) ? List.of((Object[]) refused.split(" ")) : List.of();
		assertThat(this.table.evaluate("contactPhone", phone, "contactEmail", email, "channel", channel, "verbatim",
				verbatim, "verified", verified))
			.extracting((row) -> row.get("field"))
			.isEqualTo(expected);
	}

	@Test
	void everyRefusalSaysWhatToDo() {
		assertThat(this.table.evaluate("channel", "hotline")).extracting((row) -> row.get("message"))
			.containsExactly("“联系电话”和“电子邮件”请至少填写一项", "热线或当面反馈请记录“客户原话”", "热线或当面反馈请先与客户核实记录，再勾选“已与客户核实”");
	}

}
