package io.kefu.form;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kefu.form.FormSchema.Extent;
import io.kefu.problem.FieldError;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FormSchemaTests {

	private static final Instant NOW = Instant.parse("2026-09-30T09:30:00Z");

	private static final FeelEngine FEEL = new ScalaFeelEngineFactory().createInstance();

	@Test
	void completeSubmissionPassesAsItIs() {
		FormSchema form = form("""
				{"type": "textfield", "key": "name", "label": "姓名", "validate": {"required": true}},
				{"type": "number", "key": "score", "label": "满意度", "decimalDigits": 0},
				{"type": "checkbox", "key": "verified", "label": "已核实"},
				{"type": "datetime", "key": "at", "dateLabel": "时间", "subtype": "datetime"}""");
		Map<String, Object> submitted = Map.of("name", "王", "score", 5, "verified", true, "at",
				"2026-09-30T17:30:00+08:00");
		CheckedForm checked = check(form, submitted);
		assertThat(checked.errors()).isEmpty();
		assertThat(checked.values()).isEqualTo(submitted);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\u3000", " \n\t " })
	void blankTextIsMissing(String blank) {
		FormSchema form = form("""
				{"type": "textfield", "key": "name", "label": "姓名", "validate": {"required": true}}""");
		assertThat(messages(form, Map.of("name", blank))).containsExactly("请填写“姓名”");
	}

	@Test
	void missingRequiredFieldsAreAllNamedInTheOrderOfTheForm() {
		FormSchema form = form(
				"""
						{"type": "textarea", "key": "text", "label": "内容", "validate": {"required": true}},
						{"type": "number", "key": "score", "label": "满意度", "validate": {"required": true}},
						{"type": "radio", "key": "yes", "label": "是否有效", "values": [{"label": "是", "value": true}], "validate": {"required": true}},
						{"type": "checkbox", "key": "tick", "label": "已核实", "validate": {"required": true}},
						{"type": "datetime", "key": "at", "dateLabel": "会议时间", "subtype": "datetime", "validate": {"required": true}},
						{"type": "taglist", "key": "tags", "label": "标签", "values": [{"label": "甲", "value": "a"}], "validate": {"required": true}},
						{"type": "textfield", "key": "optional", "label": "备注"}""");
		assertThat(check(form, Map.of()).errors()).containsExactly(new FieldError("text", "请填写“内容”"),
				new FieldError("score", "请填写“满意度”"), new FieldError("yes", "请选择“是否有效”"),
				new FieldError("tick", "请勾选“已核实”"), new FieldError("at", "请填写“会议时间”"),
				new FieldError("tags", "请选择“标签”"));
	}

	@Test
	void nullIsMissingToo() {
		FormSchema form = form(
				"""
						{"type": "select", "key": "kind", "label": "类型", "values": [{"label": "甲", "value": "a"}], "validate": {"required": true}}""");
		Map<String, Object> submitted = new HashMap<>();
		submitted.put("kind", null);
		assertThat(messages(form, submitted)).containsExactly("请选择“类型”");
	}

	@Test
	void partOfASubmissionNeedsNoRequiredFieldsButRightOnes() {
		FormSchema form = form("""
				{"type": "textfield", "key": "name", "label": "姓名", "validate": {"required": true}},
				{"type": "number", "key": "score", "label": "满意度", "validate": {"required": true, "max": 5}}""");
		assertThat(form.check(Map.of(), Map.of(), NOW, Extent.PARTIAL, this::evaluate).errors()).isEmpty();
		assertThat(form.check(Map.of("score", 6, "other", 1), Map.of(), NOW, Extent.PARTIAL, this::evaluate).errors())
			.extracting(FieldError::message)
			.containsExactly("“满意度”必须是不大于5的数字", "未知字段“other”");
	}

	@Test
	void textIsTrimmedAndEmptyTextBecomesNull() {
		FormSchema form = form("""
				{"type": "textfield", "key": "name", "label": "姓名"},
				{"type": "textfield", "key": "phone", "label": "电话"},
				{"type": "select", "key": "kind", "label": "类型", "values": [{"label": "甲", "value": "a"}]},
				{"type": "datetime", "key": "at", "dateLabel": "时间", "subtype": "datetime"}""");
		CheckedForm checked = check(form, Map.of("name", "\u3000 王 伟 ", "phone", "  ", "kind", "", "at", ""));
		assertThat(checked.errors()).isEmpty();
		Map<String, Object> expected = new HashMap<>();
		expected.put("name", "王 伟");
		expected.put("phone", null);
		expected.put("kind", null);
		expected.put("at", null);
		assertThat(checked.values()).isEqualTo(expected);
	}

	@Test
	void fieldsThatWereNotSubmittedAreNotStored() {
		FormSchema form = form("""
				{"type": "textfield", "key": "name", "label": "姓名"},
				{"type": "textfield", "key": "phone", "label": "电话"}""");
		CheckedForm checked = check(form, Map.of("name", "王"));
		assertThat(checked.values()).containsOnlyKeys("name");
		assertThat(checked.answers()).containsOnlyKeys("name", "phone").containsEntry("phone", null);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			caseNo,  未知字段“caseNo”
			severity,未知字段“severity”
			Name,    未知字段“Name”
			""")
	void unknownFieldIsRefused(String key, String message) {
		FormSchema form = form("""
				{"type": "textfield", "key": "name", "label": "姓名"}""");
		assertThat(check(form, Map.of("name", "王", key, "x")).errors()).containsExactly(new FieldError(key, message));
	}

	@Test
	void unknownFieldWithAForgedNameIsNotEchoedInFull() {
		FormSchema form = form("""
				{"type": "textfield", "key": "name", "label": "姓名"}""");
		assertThat(messages(form, Map.of("x".repeat(2000), 1))).containsExactly("未知字段“" + "x".repeat(50) + "…”");
		assertThat(messages(form, Map.of("a\nb\u0000", 1))).containsExactly("未知字段“ab…”");
	}

	@Test
	void nullForAnUnknownFieldIsRefusedAsWell() {
		FormSchema form = form("""
				{"type": "textfield", "key": "name", "label": "姓名"}""");
		Map<String, Object> submitted = new HashMap<>();
		submitted.put("caseNo", null);
		assertThat(messages(form, submitted)).containsExactly("未知字段“caseNo”");
	}

	@Test
	void textOfAnotherTypeIsRefused() {
		FormSchema form = form("""
				{"type": "textfield", "key": "name", "label": "姓名"}""");
		for (Object wrong : List.of(1, true, 1.5, List.of("a"), Map.of("a", 1), new Date(0))) {
			assertThat(messages(form, Map.of("name", wrong))).as("%s", wrong).containsExactly("“姓名”必须是文本");
		}
	}

	@Test
	void textIsLimitedByItsOwnLengthAndNeverExceeds4000() {
		FormSchema form = form("""
				{"type": "textfield", "key": "name", "label": "姓名", "validate": {"minLength": 2, "maxLength": 5}},
				{"type": "textarea", "key": "text", "label": "内容"},
				{"type": "textarea", "key": "huge", "label": "长文", "validate": {"maxLength": 100000}}""");
		assertThat(messages(form, Map.of("name", "五个字符整"))).isEmpty();
		assertThat(messages(form, Map.of("name", " 五个字符整 "))).isEmpty();
		assertThat(messages(form, Map.of("name", "有六个字符的"))).containsExactly("“姓名”不得超过5个字符（现有6个）");
		assertThat(messages(form, Map.of("name", "王"))).containsExactly("“姓名”不得少于2个字符");
		assertThat(messages(form, Map.of("text", "文".repeat(4000), "huge", "x".repeat(4000)))).isEmpty();
		assertThat(messages(form, Map.of("text", "文".repeat(4001), "huge", "x".repeat(4001))))
			.containsExactly("“内容”不得超过4000个字符（现有4001个）", "“长文”不得超过4000个字符（现有4001个）");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\u0000b", "a\u0001b", "a\u001bb", "a\u007fb", "a\u0085b", "a\ud800b", "\udc00" })
	void controlCharactersAndHalvesOfCharactersAreRefused(String text) {
		FormSchema form = form("""
				{"type": "textfield", "key": "name", "label": "姓名"},
				{"type": "textarea", "key": "text", "label": "内容"}""");
		assertThat(messages(form, Map.of("name", text, "text", text))).containsExactly("“姓名”含有不能保存的控制字符",
				"“内容”含有不能保存的控制字符");
	}

	@Test
	void lineBreaksBelongInAreasOnly() {
		FormSchema form = form("""
				{"type": "textfield", "key": "name", "label": "姓名"},
				{"type": "textarea", "key": "text", "label": "内容"}""");
		assertThat(messages(form, Map.of("text", "一\r\n二\t三😀"))).isEmpty();
		assertThat(messages(form, Map.of("name", "王\nBcc: x@y.cn"))).containsExactly("“姓名”含有不能保存的控制字符");
	}

	@Test
	void textMustMatchThePatternAndTheMessageRepeatsTheHint() {
		FormSchema form = form(
				"""
						{"type": "textfield", "key": "no", "label": "编号", "description": "例如 KF-1", "validate": {"pattern": "^KF-\\\\d+$"}},
						{"type": "textfield", "key": "part", "label": "部分", "validate": {"pattern": "\\\\d"}}""");
		assertThat(messages(form, Map.of("no", "KF-12", "part", "a1b"))).isEmpty();
		assertThat(messages(form, Map.of("no", "XKF-12", "part", "ab"))).containsExactly("“编号”格式不正确（例如 KF-1）",
				"“部分”格式不正确");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			a@b.cn,                       true
			li.wei+tag@mail.example.com,  true
			1@qq.com,                     true
			o'hara_x@sub-1.example.com.cn,true
			a@b,                          false
			a.b.cn,                       false
			@b.cn,                        false
			a@,                           false
			a b@c.cn,                     false
			a@b..cn,                      false
			a..b@c.cn,                    false
			.a@c.cn,                      false
			a@-b.cn,                      false
			a@b.c,                        false
			<a@b.cn>,                     false
			'a@b.cn,c@d.cn',              false
			王@b.cn,                      false
			""")
	void emailAddressesMustBeReachable(String address, boolean valid) {
		FormSchema form = form("""
				{"type": "textfield", "key": "mail", "label": "电子邮件", "validate": {"validationType": "email"}}""");
		assertThat(messages(form, Map.of("mail", address))).isEqualTo(valid ? List.of() : List.of("“电子邮件”不是有效的电子邮件地址"));
	}

	@Test
	void emailAddressesHaveALimit() {
		FormSchema form = form("""
				{"type": "textfield", "key": "mail", "label": "电子邮件", "validate": {"validationType": "email"}}""");
		assertThat(messages(form, Map.of("mail", "a".repeat(247) + "@bc.com"))).isEmpty();
		assertThat(messages(form, Map.of("mail", "a".repeat(248) + "@bc.com"))).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			13800138000,        true
			138 0013 8000,      true
			010-62781234,       true
			(0755)26001234,     true
			62781234,           true
			021-62781234-8001,  true
			400-810-8888,       true
			8008108888,         true
			+86 138 0013 8000,  true
			+1-202-555-0101,    true
			0085223456789,      true
			12345,              false
			12800138000,        false
			1380013800,         false
			138001380000,       false
			+0 123456789,       false
			abc,                false
			13800138000a,       false
			13800138000;1,      false
			""")
	void phoneNumbersMustBeDiallable(String number, boolean valid) {
		FormSchema form = form("""
				{"type": "textfield", "key": "phone", "label": "电话", "validate": {"validationType": "phone"}}""");
		assertThat(messages(form, Map.of("phone", number))).isEqualTo(valid ? List.of() : List.of("“电话”不是有效的电话号码"));
	}

	@Test
	void numbersMustBeWithinTheirBounds() {
		FormSchema form = form(
				"""
						{"type": "number", "key": "score", "label": "满意度", "decimalDigits": 0, "validate": {"min": 1, "max": 5}}""");
		for (Object good : List.of(1, 5, 3L, 4.0, (short) 2)) {
			assertThat(messages(form, Map.of("score", good))).as("%s", good).isEmpty();
		}
		for (Object bad : List.of(0, 6, -1, 2.5, 5.0001, "5", true, Double.NaN, Double.POSITIVE_INFINITY,
				Long.MAX_VALUE, 1e300, List.of(3))) {
			assertThat(messages(form, Map.of("score", bad))).as("%s", bad).containsExactly("“满意度”必须是1到5之间的整数");
		}
	}

	@Test
	void numberMessagesSayWhatIsExpected() {
		FormSchema form = form("""
				{"type": "number", "key": "a", "label": "甲"},
				{"type": "number", "key": "b", "label": "乙", "validate": {"min": 0.5}},
				{"type": "number", "key": "c", "label": "丙", "validate": {"max": "10"}},
				{"type": "number", "key": "d", "label": "丁", "decimalDigits": 2}""");
		assertThat(messages(form, Map.of("a", "x", "b", 0.4, "c", 11, "d", 1.234))).containsExactly("“甲”必须是数字",
				"“乙”必须是不小于0.5的数字", "“丙”必须是不大于10的数字", "“丁”必须是数字，小数不超过2位");
		assertThat(messages(form, Map.of("a", -1, "b", 0.5, "c", 10, "d", 1.23))).isEmpty();
	}

	@Test
	void wholeNumbersAreStoredAsIntegers() {
		FormSchema form = form("""
				{"type": "number", "key": "a", "label": "甲"},
				{"type": "number", "key": "b", "label": "乙"},
				{"type": "number", "key": "c", "label": "丙"},
				{"type": "number", "key": "d", "label": "丁"},
				{"type": "number", "key": "e", "label": "戊", "serializeToString": true}""");
		assertThat(check(form, Map.of("a", 5.0, "b", 5L, "c", 5_000_000_000L, "d", 2.5, "e", " 1.50 ")).values())
			.isEqualTo(Map.of("a", 5, "b", 5, "c", 5_000_000_000L, "d", 2.5, "e", "1.50"));
	}

	@Test
	void yesNoQuestionsTakeBooleansOnly() {
		FormSchema form = form("""
				{"type": "radio", "key": "yes", "label": "是否有效", "validate": {"required": true},
				 "values": [{"label": "是", "value": true}, {"label": "否", "value": false}]}""");
		assertThat(messages(form, Map.of("yes", true))).isEmpty();
		assertThat(messages(form, Map.of("yes", false))).isEmpty();
		assertThat(messages(form, Map.of("yes", "true"))).containsExactly("“是否有效”的值“true”不在可选范围内");
		assertThat(messages(form, Map.of("yes", 1))).containsExactly("“是否有效”的值“1”不在可选范围内");
		assertThat(messages(form, Map.of("yes", ""))).containsExactly("请选择“是否有效”");
	}

	@Test
	void choicesAreComparedExactly() {
		FormSchema form = form(
				"""
						{"type": "select", "key": "kind", "label": "类型", "values": [{"label": "价格", "value": "price"}, {"label": "五", "value": 5}]}""");
		assertThat(messages(form, Map.of("kind", "price"))).isEmpty();
		assertThat(messages(form, Map.of("kind", 5))).isEmpty();
		assertThat(messages(form, Map.of("kind", 5.0))).isEmpty();
		for (Object wrong : List.of("PRICE", "价格", "5", true, "delivery")) {
			assertThat(messages(form, Map.of("kind", wrong))).as("%s", wrong)
				.containsExactly("“类型”的值“" + wrong + "”不在可选范围内");
		}
		assertThat(messages(form, Map.of("kind", "x".repeat(51)))).containsExactly("“类型”的值不在可选范围内");
		assertThat(messages(form, Map.of("kind", "a\u0000"))).containsExactly("“类型”的值不在可选范围内");
		assertThat(messages(form, Map.of("kind", List.of("price")))).containsExactly("“类型”的值不在可选范围内");
	}

	@ParameterizedTest
	@ValueSource(strings = { "checklist", "taglist" })
	void severalChoicesAreStoredAsJson(String type) {
		FormSchema form = form(
				"""
						{"type": "%s", "key": "tags", "label": "标签", "values": [{"label": "甲", "value": "a"}, {"label": "乙", "value": "b"}]}"""
					.formatted(type));
		assertThat(check(form, Map.of("tags", List.of("b", "a"))).values()).isEqualTo(Map.of("tags", "[\"b\",\"a\"]"));
		assertThat(check(form, Map.of("tags", "[\"a\"]")).values()).isEqualTo(Map.of("tags", "[\"a\"]"));
		assertThat(check(form, Map.of("tags", List.of())).values()).containsEntry("tags", null);
		assertThat(messages(form, Map.of("tags", List.of("a", "c")))).containsExactly("“标签”的值“c”不在可选范围内");
		assertThat(messages(form, Map.of("tags", List.of("a", "a")))).containsExactly("“标签”有重复的选项");
		assertThat(messages(form, Map.of("tags", "a"))).containsExactly("“标签”必须是选项列表");
		assertThat(messages(form, Map.of("tags", "[a"))).containsExactly("“标签”必须是选项列表");
		assertThat(messages(form, Map.of("tags", Arrays.asList("a", null)))).containsExactly("“标签”的值不在可选范围内");
	}

	@Test
	void optionsMayComeFromAnExpression() {
		FormSchema form = form(
				"""
						{"type": "select", "key": "level", "label": "级别", "valuesExpression": "=if vip then [\\"gold\\", \\"silver\\"] else [{label: \\"普通\\", value: \\"plain\\"}]"}""");
		assertThat(form.readsVariables()).isTrue();
		assertThat(messages(form, Map.of("level", "gold"), Map.of("vip", true))).isEmpty();
		assertThat(messages(form, Map.of("level", "plain"), Map.of("vip", false))).isEmpty();
		assertThat(messages(form, Map.of("level", "gold"), Map.of("vip", false)))
			.containsExactly("“级别”的值“gold”不在可选范围内");
	}

	@Test
	void requiredBoxMustBeTickedAndOptionalBoxNeedNot() {
		FormSchema form = form("""
				{"type": "checkbox", "key": "must", "label": "已核实", "validate": {"required": true}},
				{"type": "checkbox", "key": "may", "label": "抄送"}""");
		assertThat(messages(form, Map.of("must", true, "may", false))).isEmpty();
		assertThat(messages(form, Map.of("must", false))).containsExactly("请勾选“已核实”");
		assertThat(messages(form, Map.of("must", "true"))).containsExactly("“已核实”只能是勾选或不勾选（true 或 false）");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			2026-09-30T17:30:00+08:00,     2026-09-30T17:30:00+08:00
			2026-09-30T17:30+08:00,        2026-09-30T17:30:00+08:00
			2026-09-30T09:30Z,             2026-09-30T09:30:00Z
			2026-09-30T17:30:00.250+0800,  2026-09-30T17:30:00.25+08:00
			2026-09-30T17:30,              2026-09-30T17:30:00+08:00
			' 2026-09-30T17:30:15 ',       2026-09-30T17:30:15+08:00
			""")
	void dateAndTimeIsStoredWithItsOffset(String submitted, String stored) {
		FormSchema form = form("""
				{"type": "datetime", "key": "at", "dateLabel": "反馈时间", "subtype": "datetime"}""");
		assertThat(check(form, Map.of("at", submitted)).values()).isEqualTo(Map.of("at", stored));
	}

	@Test
	void dateObjectIsStoredInChineseTime() {
		FormSchema form = form("""
				{"type": "datetime", "key": "at", "dateLabel": "反馈时间", "subtype": "datetime"},
				{"type": "datetime", "key": "day", "dateLabel": "日期", "subtype": "date"}""");
		Date date = Date.from(Instant.parse("2026-09-30T17:00:00Z"));
		assertThat(check(form, Map.of("at", date, "day", date)).values())
			.isEqualTo(Map.of("at", "2026-10-01T01:00:00+08:00", "day", "2026-10-01"));
	}

	@Test
	void whatIsNoDateAndTimeIsRefused() {
		FormSchema form = form("""
				{"type": "datetime", "key": "at", "dateLabel": "反馈时间", "subtype": "datetime"}""");
		for (Object wrong : List.of("昨天", "2026-09-30", "2026-02-30T10:00+08:00", "2026-09-30T25:00+08:00",
				"2026-09-30 17:30", "0026-09-30T17:30+08:00", "+12026-09-30T17:30+08:00", 1790760600, true,
				"2026-09-30T17:30+08:00[Asia/Shanghai]")) {
			assertThat(messages(form, Map.of("at", wrong))).as("%s", wrong).containsExactly("“反馈时间”不是有效的日期和时间");
		}
	}

	@Test
	void receiptCannotLieInTheFuture() {
		FormSchema form = form(
				"""
						{"type": "datetime", "key": "at", "dateLabel": "反馈时间", "subtype": "datetime", "properties": {"notInFuture": "true"}},
						{"type": "datetime", "key": "day", "dateLabel": "日期", "subtype": "date", "properties": {"notInFuture": "true"}}""");
		assertThat(messages(form, Map.of("at", "2026-09-30T17:30:00+08:00", "day", "2026-09-30"))).isEmpty();
		assertThat(messages(form, Map.of("at", "2026-09-30T17:30", "day", "2026-09-29"))).isEmpty();
		assertThat(messages(form, Map.of("at", "2026-09-30T17:30:01+08:00", "day", "2026-10-01")))
			.containsExactly("“反馈时间”不得晚于现在", "“日期”不得晚于现在");
		assertThat(messages(form, Map.of("at", "2026-09-30T09:31:00Z"))).containsExactly("“反馈时间”不得晚于现在");
		assertThat(messages(form, Map.of("at", Date.from(NOW.plusMillis(1))))).containsExactly("“反馈时间”不得晚于现在");
	}

	@Test
	void appointmentCannotLieInThePast() {
		FormSchema form = form(
				"""
						{"type": "datetime", "key": "at", "dateLabel": "上门时间", "subtype": "datetime", "disallowPassedDates": true}""");
		assertThat(messages(form, Map.of("at", "2026-09-30T00:00+08:00"))).isEmpty();
		assertThat(messages(form, Map.of("at", "2026-09-29T23:59+08:00"))).containsExactly("“上门时间”不得早于今天");
	}

	@Test
	void datesAndTimesOfDayHaveTheirOwnFormat() {
		FormSchema form = form("""
				{"type": "datetime", "key": "day", "dateLabel": "日期", "subtype": "date"},
				{"type": "datetime", "key": "time", "timeLabel": "时刻", "subtype": "time"}""");
		assertThat(check(form, Map.of("day", "2026-09-30", "time", "17:30+08:00")).values())
			.isEqualTo(Map.of("day", "2026-09-30", "time", "17:30+08:00"));
		assertThat(check(form, Map.of("time", "17:30")).values()).isEqualTo(Map.of("time", "17:30"));
		assertThat(messages(form, Map.of("day", "2026-13-01", "time", "24:01"))).containsExactly("“日期”不是有效的日期",
				"“时刻”不是有效的时刻");
	}

	@Test
	void hiddenFieldIsNotRequiredAndShownOneIs() {
		FormSchema form = form(
				"""
						{"type": "select", "key": "channel", "label": "方式", "values": [{"label": "热线", "value": "hotline"}, {"label": "邮件", "value": "email"}]},
						{"type": "textarea", "key": "verbatim", "label": "客户原话", "validate": {"required": true, "maxLength": 5},
						 "conditional": {"hide": "=channel != \\"hotline\\""}}""");
		assertThat(messages(form, Map.of("channel", "email"))).isEmpty();
		assertThat(messages(form, Map.of())).isEmpty();
		assertThat(messages(form, Map.of("channel", "hotline"))).containsExactly("请填写“客户原话”");
		assertThat(messages(form, Map.of("channel", "hotline", "verbatim", "原话"))).isEmpty();
		assertThat(messages(form, Map.of("channel", "email", "verbatim", "原话太长了吧"))).hasSize(1);
	}

	@Test
	void conditionMayReadTheCaseAndAnswersOverrideIt() {
		FormSchema form = form(
				"""
						{"type": "textfield", "key": "a", "label": "甲"},
						{"type": "textfield", "key": "b", "label": "乙", "validate": {"required": true}, "conditional": {"hide": "=severity = \\"D\\" or a = \\"x\\""}}""");
		assertThat(form.readsVariables()).isTrue();
		assertThat(messages(form, Map.of(), Map.of("severity", "D"))).isEmpty();
		assertThat(messages(form, Map.of(), Map.of("severity", "A"))).containsExactly("请填写“乙”");
		assertThat(messages(form, Map.of("a", "x"), Map.of("severity", "A"))).isEmpty();
		assertThat(messages(form, Map.of(), Map.of("severity", "A", "a", "x"))).containsExactly("请填写“乙”");
	}

	@Test
	void conditionThatCannotBeEvaluatedShowsTheField() {
		FormSchema form = form(
				"""
						{"type": "textfield", "key": "b", "label": "乙", "validate": {"required": true}, "conditional": {"hide": "=1 +"}}""");
		CheckedForm checked = form.check(Map.of(), Map.of(), NOW, Extent.WHOLE, (expression, variables) -> null);
		assertThat(checked.errors()).hasSize(1);
	}

	@Test
	void fieldsOfAHiddenGroupAreHidden() {
		FormSchema form = form(
				"""
						{"type": "radio", "key": "onsite", "label": "上门", "values": [{"label": "是", "value": true}, {"label": "否", "value": false}]},
						{"type": "group", "label": "上门信息", "conditional": {"hide": "=onsite != true"}, "components": [
						  {"type": "textfield", "key": "address", "label": "地址", "validate": {"required": true}}]}""");
		assertThat(messages(form, Map.of("onsite", false))).isEmpty();
		assertThat(messages(form, Map.of("onsite", true))).containsExactly("请填写“地址”");
	}

	@Test
	void boundsMayBeExpressions() {
		FormSchema form = form(
				"""
						{"type": "number", "key": "ordered", "label": "订购数"},
						{"type": "number", "key": "returned", "label": "退货数", "decimalDigits": 0, "validate": {"min": 0, "max": "=ordered"}}""");
		assertThat(messages(form, Map.of("ordered", 3, "returned", 3))).isEmpty();
		assertThat(messages(form, Map.of("ordered", 3, "returned", 4))).containsExactly("“退货数”必须是0到3之间的整数");
	}

	@Test
	void readonlyFieldCannotBeChanged() {
		FormSchema form = form(
				"""
						{"type": "textfield", "key": "caseNo", "label": "案件编号", "readonly": true, "validate": {"required": true}},
						{"type": "textfield", "key": "name", "label": "姓名", "disabled": true},
						{"type": "textfield", "key": "phone", "label": "电话", "readonly": "=locked"}""");
		Map<String, Object> known = Map.of("caseNo", "KF-1", "locked", true);
		assertThat(messages(form, Map.of(), known)).isEmpty();
		CheckedForm same = form.check(Map.of("caseNo", "KF-1"), known, NOW, Extent.WHOLE, this::evaluate);
		assertThat(same.errors()).isEmpty();
		assertThat(same.values()).isEmpty();
		assertThat(messages(form, Map.of("caseNo", "KF-2", "name", "王", "phone", "1"), known))
			.containsExactly("“案件编号”不可修改", "“姓名”不可修改", "“电话”不可修改");
		assertThat(messages(form, Map.of("phone", "1"), Map.of("locked", false))).isEmpty();
	}

	@Test
	void rulesAcrossFieldsSeeTextThatIsWrongButNoWrongTypes() {
		FormSchema form = form("""
				{"type": "textfield", "key": "mail", "label": "邮件", "validate": {"validationType": "email"}},
				{"type": "checkbox", "key": "verified", "label": "已核实"}""");
		CheckedForm checked = check(form, Map.of("mail", "wrong", "verified", "maybe"));
		assertThat(checked.errors()).hasSize(2);
		assertThat(checked.answers()).containsEntry("mail", "wrong").containsEntry("verified", null);
	}

	@Test
	void labelFallsBackToTheFieldName() {
		FormSchema form = form("""
				{"type": "textfield", "key": "a", "label": "=x", "validate": {"required": true}},
				{"type": "textfield", "key": "b", "validate": {"required": true}}""");
		assertThat(messages(form, Map.of())).containsExactly("请填写“a”", "请填写“b”");
	}

	@Test
	void shownComponentsTakeNoInput() {
		FormSchema form = form("""
				{"type": "text", "text": "# 说明"}, {"type": "html", "content": "<b>x</b>"}, {"type": "separator"},
				{"type": "spacer"}, {"type": "image"}, {"type": "table"}, {"type": "button"}, {"type": "iframe"}""");
		assertThat(form.keys()).isEmpty();
		assertThat(form.readsVariables()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "filepicker", "dynamiclist", "expression", "documentPreview", "" })
	void componentThatCannotBeCheckedIsRefused(String type) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> form("{\"type\": \"%s\", \"key\": \"x\"}".formatted(type)))
			.withMessage("不支持组件“" + type + "”");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"valuesKey\": \"rows\"",
			"\"valuesExpression\": \"=for row in rows return {label: row.label, value: row.value}\"" })
	void optionsOfAVariableAreThoseOfTheCase(String source) {
		FormSchema form = form("{\"type\": \"select\", \"key\": \"choice\", \"label\": \"条目\", %s}".formatted(source));
		Map<String, Object> known = Map.of("rows",
				List.of(Map.of("value", "7", "label", "甲"), Map.of("value", "8", "label", "乙")));
		assertThat(messages(form, Map.of("choice", "8"), known)).isEmpty();
		assertThat(messages(form, Map.of("choice", "9"), known)).containsExactly("“条目”的值“9”不在可选范围内");
		assertThat(messages(form, Map.of("choice", "7"), Map.of("rows", List.of())))
			.containsExactly("“条目”的值“7”不在可选范围内");
		assertThat(messages(form, Map.of("choice", "7"), Map.of())).containsExactly("“条目”的值“7”不在可选范围内");
		assertThat(messages(form, Map.of("choice", "9", "rows", List.of(Map.of("value", "9", "label", "丙"))), known))
			.containsExactly("“条目”的值“9”不在可选范围内", "未知字段“rows”");
		assertThat(form.readsVariables()).isTrue();
	}

	@Test
	void optionsOfAVariableMayBePlainTexts() {
		FormSchema form = form(
				"{\"type\": \"radio\", \"key\": \"choice\", \"label\": \"条目\", \"valuesKey\": \"words\"}");
		Map<String, Object> known = Map.of("words", List.of("甲", "乙"));
		assertThat(messages(form, Map.of("choice", "乙"), known)).isEmpty();
		assertThat(messages(form, Map.of("choice", "丙"), known)).containsExactly("“条目”的值“丙”不在可选范围内");
	}

	@Test
	void brokenFormsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> FormSchema.parse("{".getBytes(StandardCharsets.UTF_8)))
			.withMessage("不是有效的表单文件");
		assertThatIllegalArgumentException().isThrownBy(() -> form("{\"type\": \"textfield\"}"))
			.withMessage("字段名“”为空或含有“.”");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> form("{\"type\": \"textfield\", \"key\": \"a\"}, {\"type\": \"number\", \"key\": \"a\"}"))
			.withMessage("字段“a”重复");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> form("{\"type\": \"textfield\", \"key\": \"a\", \"validate\": {\"pattern\": \"(\"}}"))
			.withMessage("格式规则无法识别：(");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "[]", """
			{"id": "f", "type": "default", "components": [
			  {"type": "textfield", "key": "a", "label": "甲"}, {"type": "textfield", "key": "a", "label": "乙"}]}""" })
	void formThatNobodyCanFillInHasNoLabels(String json) {
		assertThat(FormLabels.of(json.getBytes(StandardCharsets.UTF_8)).field("a")).isEmpty();
	}

	private static FormSchema form(String components) {
		return FormSchema.parse(("{\"id\": \"sample\", \"type\": \"default\", \"components\": [" + components + "]}")
			.getBytes(StandardCharsets.UTF_8));
	}

	private CheckedForm check(FormSchema form, Map<String, Object> submitted) {
		return form.check(submitted, Map.of(), NOW, Extent.WHOLE, this::evaluate);
	}

	private List<String> messages(FormSchema form, Map<String, Object> submitted) {
		return messages(form, submitted, Map.of());
	}

	private List<String> messages(FormSchema form, Map<String, Object> submitted, Map<String, Object> known) {
		return new ArrayList<>(form.check(submitted, known, NOW, Extent.WHOLE, this::evaluate).errors()).stream()
			.map(FieldError::message)
			.toList();
	}

	private Object evaluate(String expression, Map<String, Object> variables) {
		return FEEL.evaluateSimpleExpression(expression, Variables.fromMap(variables).asVariableContext());
	}

}
