package io.kefu.faq;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kefu.KefuClient;
import io.kefu.KefuClient.Answer;
import io.kefu.ProcessTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A clerk adds an answer in Tasklist.
 */
@ProcessTest("faq-entry")
class FaqEntryTests {

	private static final LocalDate DAY = LocalDate.of(2027, 3, 1);

	private static final Map<String, Object> ENTRY = Map.of("question", "蒸汽阀门如何除垢", "answer", "用柠檬酸浸泡",
			"ownerDepartment", "development", "validFrom", "2027-03-01", "validTo", "2027-03-31", "productModel",
			"KF-900");

	@LocalServerPort
	private int port;

	@Autowired
	private Faqs faqs;

	@Test
	void entryOfAClerkIsFoundFromItsFirstDay() {
		assertThat(client("customerService").start("faq-entry", ENTRY).status()).isEqualTo(200);
		List<FaqEntry> found = this.faqs.search("蒸汽阀门", "KF-900", DAY, 10);
		assertThat(found).hasSize(1);
		assertThat(found.get(0)).isEqualTo(new FaqEntry(found.get(0).id(), "蒸汽阀门如何除垢", "用柠檬酸浸泡", "KF-900",
				"development", DAY, LocalDate.of(2027, 3, 31), null, 0));
		assertThat(this.faqs.search("蒸汽阀门", "KF-900", DAY.minusDays(1), 10)).isEmpty();
	}

	@Test
	void wrongEntryIsRefusedInTheClerksRequest() {
		Answer empty = client("customerService").start("faq-entry", Map.of());
		assertThat(empty.status()).isEqualTo(400);
		assertThat(empty.json().path("errors").findValuesAsText("field")).containsExactly("question", "answer",
				"ownerDepartment", "validFrom");
		assertThat(refusal("validTo", "2027-02-28")).isEqualTo("“失效日期”不得早于“生效日期”");
		assertThat(refusal("validFrom", "明天")).isEqualTo("“生效日期”不是有效的日期");
		assertThat(refusal("ownerDepartment", "nobody")).isEqualTo("“责任部门”的值“nobody”不在可选范围内");
		assertThat(refusal("sourceCaseNo", "KF-20200101-0001")).isEqualTo("来源案件“KF-20200101-0001”不存在");
		assertThat(this.faqs.search("被拒绝的条目", null, DAY, 10)).isEmpty();
	}

	@Test
	void onlyCustomerServiceStartsIt() {
		// What one may not start is answered like what does not exist.
		assertThat(client("development").start("faq-entry", ENTRY).status()).isEqualTo(404);
	}

	private String refusal(String field, String value) {
		Map<String, Object> wrong = new HashMap<>(ENTRY);
		wrong.put("question", "被拒绝的条目");
		wrong.put(field, value);
		Answer answer = client("customerService").start("faq-entry", wrong);
		assertThat(answer.status()).isEqualTo(400);
		return answer.detail();
	}

	private KefuClient client(String user) {
		return new KefuClient(this.port, user);
	}

}
