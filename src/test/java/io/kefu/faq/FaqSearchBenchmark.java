package io.kefu.faq;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.kefu.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long the search takes among 50,000 entries, next to a plain {@code ilike}
 * (docs/adr/0011). Run with {@code mvn test -Pbenchmark}.
 */
class FaqSearchBenchmark {

	private static final int ENTRIES = 50_000;

	private static final int SEARCHES = 200;

	private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

	private static final String[] SUBJECTS = """
			开关 电源板 主机 显示屏 控制器 电机 遥控器 电池 充电器 风扇 滤网 水泵 传感器 门锁 按键 指示灯 线缆 接口 软件 固件
			网络 蓝牙 价格 保修期 备件 促销活动 新品 发票 合同 支架""".split("\\s+");

	private static final String[] TROUBLES = """
			失灵 不亮 发热 漏水 异响 断电 自动关机 无法启动 无法充电 闪烁 报警 死机 重启 连接不上 掉线 显示异常 更新失败 怎么查询
			如何更换 怎么清洁 多长时间 怎么安装 如何设置 在哪里购买 损坏""".split("\\s+");

	private static final String[] STEPS = """
			请先断开电源等待五分钟 检查线缆是否插紧 更换电源板后重新启动 联系客户服务部登记维修 按住电源键十秒恢复出厂设置
			使用干布清洁滤网 升级到最新固件版本 核对序列号和购买日期 在保修期内免费更换 超出保修期按报价收费 由工程部上门处理
			确认指示灯颜色 记录故障代码并反馈 从官网下载说明书 将产品寄回并填写换货单""".split("\\s+");

	private final Random random = new Random(1);

	private final HikariDataSource dataSource = dataSource();

	private final JdbcClient jdbc = JdbcClient.create(this.dataSource);

	private final Faqs faqs = new Faqs(this.jdbc, null, null, null, null, null);

	@Test
	void searchAnswersWithinFiftyMilliseconds() throws SQLException {
		fill();
		double words = measure("two-character words", this::word, this::search);
		double phrases = measure("questions", this::question, this::search);
		double descriptions = measure("descriptions of 100 to 200 characters", this::description, this::search);
		double everywhere = measure("words that every entry has", () -> "怎么", this::search);
		measure("two-character words, ilike", this::word, this::ilike);
		assertThat(List.of(words, phrases, descriptions, everywhere)).allMatch((p95) -> p95 < 50);
		this.dataSource.close();
	}

	private double measure(String what, Supplier<String> texts, Consumer<String> search) {
		for (int i = 0; i < 20; i++) {
			search.accept(texts.get());
		}
		double[] millis = new double[SEARCHES];
		for (int i = 0; i < SEARCHES; i++) {
			String text = texts.get();
			long begin = System.nanoTime();
			search.accept(text);
			millis[i] = (System.nanoTime() - begin) / 1e6;
		}
		Arrays.sort(millis);
		double p95 = millis[SEARCHES * 95 / 100];
		System.out.printf("FAQ search, %,d entries, %s: median %.1f ms, p95 %.1f ms, longest %.1f ms%n", ENTRIES, what,
				millis[SEARCHES / 2], p95, millis[SEARCHES - 1]);
		return p95;
	}

	private void search(String text) {
		assertThat(this.faqs.search(text, this.random.nextBoolean() ? model() : null, TODAY, 20)).isNotEmpty();
	}

	private void ilike(String text) {
		this.jdbc.sql("""
				select id, question, answer from faq_entry where (question ilike :text or answer ilike :text)
				  and valid_from <= :on and coalesce(valid_to >= :on, true) order by uses desc, id limit 20""")
			.param("text", "%" + text + "%")
			.param("on", TODAY)
			.query()
			.listOfRows();
	}

	private void fill() throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				PreparedStatement insert = connection.prepareStatement("""
						insert into faq_entry (question, answer, product_model, owner_department, valid_from, uses,
						  created_at, created_by) values (?, ?, ?, 'quality', ?, ?, now(), 'system')""")) {
			connection.setAutoCommit(false);
			for (int i = 1; i <= ENTRIES; i++) {
				insert.setString(1, question());
				insert.setString(2, answer());
				insert.setString(3, this.random.nextBoolean() ? model() : null);
				insert.setDate(4, Date.valueOf(TODAY.minusDays(this.random.nextInt(1000))));
				insert.setInt(5, this.random.nextInt(100));
				insert.addBatch();
				if (i % 5000 == 0) {
					insert.executeBatch();
				}
			}
			connection.commit();
		}
		this.jdbc.sql("vacuum analyze").update();
	}

	private String word() {
		String word = this.random.nextBoolean() ? pick(SUBJECTS) : pick(TROUBLES);
		return word.substring(0, 2);
	}

	private String question() {
		return model() + "的" + pick(SUBJECTS) + pick(TROUBLES) + rare() + "怎么办？";
	}

	private String answer() {
		List<String> steps = new ArrayList<>();
		for (int i = 3 + this.random.nextInt(5); i > 0; i--) {
			steps.add(pick(STEPS) + rare());
		}
		return String.join("，", steps);
	}

	private String description() {
		StringBuilder text = new StringBuilder();
		int length = 100 + this.random.nextInt(100);
		while (text.length() < length) {
			text.append("客户反映").append(pick(SUBJECTS)).append(pick(TROUBLES)).append("，已经").append(pick(STEPS));
		}
		return text.toString();
	}

	private String model() {
		return "KF-" + (100 + 100 * this.random.nextInt(20));
	}

	/** Something that few other entries have: names, places, codes. */
	private String rare() {
		return new StringBuilder().append((char) (0x4e00 + this.random.nextInt(3000)))
			.append((char) (0x4e00 + this.random.nextInt(3000)))
			.toString();
	}

	private String pick(String[] words) {
		return words[this.random.nextInt(words.length)];
	}

	private static HikariDataSource dataSource() {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl(TestDatabase.create() + "&reWriteBatchedInserts=true");
		dataSource.setUsername("postgres");
		for (String script : List.of("V2__case_file.sql", "V7__faq.sql")) {
			// As one statement: the scripts contain functions.
			ResourceDatabasePopulator tables = new ResourceDatabasePopulator(
					new ClassPathResource("db/migration/" + script));
			tables.setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
			tables.execute((DataSource) dataSource);
		}
		return dataSource;
	}

}
