package io.kefu.customerfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.kefu.problem.InvalidInputException;
import org.awaitility.Awaitility;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class MasterDataImportsTests {

	private static final CustomerFileDatabase database = new CustomerFileDatabase();

	private static final MasterDataImports imports = new MasterDataImports(database.dataSource,
			CustomerFileDatabase.CLOCK, CustomerFileDatabase.SHANGHAI, Set.of("wang", "li")::contains);

	private static final String CUSTOMERS = "客户编号,客户名称,类型,重要大客户,专人,联系人,电话,邮箱,合同编号,服务开始,服务结束\n";

	private static final String UNITS = "序列号,产品型号,客户名称,销售日期,产品名称\n";

	@TempDir
	Path directory;

	@BeforeEach
	void prepare() {
		database.clear();
		database.product("KF-100");
	}

	@AfterAll
	static void stop() throws InterruptedException {
		imports.destroy();
	}

	@Test
	void customersComeWithContactAndContract() {
		ImportRecord result = load(ImportKind.CUSTOMERS,
				CUSTOMERS + "C-1,滨江家电商场,渠道客户,是,wang,赵敏,13912345678,zhao@example.com,HT-1,2026-01-01,2026-12-31\n"
						+ "C-1,滨江家电商场,,,,钱进,,,HT-2,2027/1/1,2027年12月31日\n" + ",李晓梅,,,,,,,,,\n");
		assertThat(result.state()).isEqualTo("IMPORTED");
		assertThat(result.counts()).containsEntry("customersCreated", 2L)
			.containsEntry("customersUpdated", 0L)
			.containsEntry("contactsCreated", 2L)
			.containsEntry("contractsCreated", 2L);
		assertThat(result.linesRead()).isEqualTo(3);
		assertThat(result.linesTotal()).isEqualTo(3);
		assertThat(result.encoding()).isEqualTo("CSV，UTF-8");
		CustomerFile mall = database.files.of(id("滨江家电商场"));
		assertThat(mall.customerNo()).isEqualTo("C-1");
		assertThat(mall.type()).isEqualTo("channel");
		assertThat(mall.keyAccount()).isTrue();
		assertThat(mall.dedicatedAgent()).isEqualTo("wang");
		assertThat(mall.contacts()).extracting(CustomerFile.Contact::name).containsExactlyInAnyOrder("赵敏", "钱进");
		assertThat(mall.contracts()).containsExactly(
				new CustomerFile.Contract("HT-2", LocalDate.of(2027, 1, 1), LocalDate.of(2027, 12, 31), null),
				new CustomerFile.Contract("HT-1", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31), null));
		CustomerFile person = database.files.of(id("李晓梅"));
		assertThat(person.type()).isEqualTo("end_user");
		assertThat(person.keyAccount()).isFalse();
		assertThat(person.contacts()).isEmpty();
	}

	@Test
	void loadingAgainUpdatesByNameAndKeepsWhatTheFileLeavesEmpty() {
		load(ImportKind.CUSTOMERS, CUSTOMERS + "C-1,滨江家电商场,渠道客户,是,wang,赵敏,13912345678,,HT-1,2026-01-01,2026-12-31\n");
		ImportRecord same = load(ImportKind.CUSTOMERS, "客户名称,联系人,电话\n滨江家电商场,赵敏,13912345678\n");
		assertThat(same.counts().values()).containsOnly(0L);
		ImportRecord changed = load(ImportKind.CUSTOMERS,
				"服务结束,服务开始,合同编号,专人,重要大客户,客户名称\n2027-12-31,2026-01-01,HT-1,li,否,滨江家电商场\n");
		assertThat(changed.counts()).containsEntry("customersCreated", 0L)
			.containsEntry("customersUpdated", 1L)
			.containsEntry("contractsUpdated", 1L);
		CustomerFile mall = database.files.of(id("滨江家电商场"));
		assertThat(mall.type()).isEqualTo("channel");
		assertThat(mall.keyAccount()).isFalse();
		assertThat(mall.dedicatedAgent()).isEqualTo("li");
		assertThat(mall.contacts()).hasSize(1);
		assertThat(mall.contracts()).extracting(CustomerFile.Contract::serviceTo)
			.containsExactly(LocalDate.of(2027, 12, 31));
	}

	@Test
	void unitsComeWithOwnerSaleAndNewProducts() {
		long mall = database.customer("滨江家电商场");
		database.unit("SN-1", "KF-100", null, null);
		database.unit("SN-2", "KF-100", mall, "2026-01-01");
		ImportRecord result = load(ImportKind.UNITS, UNITS + "SN-1,KF-100,滨江家电商场,2026-03-01,\n" + "SN-2,KF-100,,,\n"
				+ "SN-3,KF-900,滨江家电商场,20261122,新风机\n" + "SN-4,KF-900,,,\n");
		assertThat(result.state()).isEqualTo("IMPORTED");
		assertThat(result.counts()).containsEntry("productsCreated", 1L)
			.containsEntry("unitsCreated", 2L)
			.containsEntry("unitsUpdated", 1L);
		assertThat(database.files.unit("SN-1")).get()
			.satisfies((unit) -> assertThat(unit.customerId()).isEqualTo(mall))
			.satisfies((unit) -> assertThat(unit.soldOn()).isEqualTo("2026-03-01"));
		assertThat(database.files.unit("SN-2")).get()
			.satisfies((unit) -> assertThat(unit.customerId()).isEqualTo(mall))
			.satisfies((unit) -> assertThat(unit.soldOn()).isEqualTo("2026-01-01"));
		assertThat(database.files.unit("SN-3")).get()
			.satisfies((unit) -> assertThat(unit.productName()).isEqualTo("新风机"));
		assertThat(database.files.unit("SN-4")).get().satisfies((unit) -> assertThat(unit.customerId()).isNull());
	}

	@Test
	void dryRunChangesNothingButSaysWhatWouldHappen() {
		database.customer("滨江家电商场");
		String before = database.masterData();
		ImportRecord result = run(ImportKind.UNITS, true, bytes(UNITS + "SN-1,KF-900,滨江家电商场,,新风机\n"));
		assertThat(result.state()).isEqualTo("CHECKED");
		assertThat(result.dryRun()).isTrue();
		assertThat(result.counts()).containsEntry("unitsCreated", 1L).containsEntry("productsCreated", 1L);
		assertThat(database.masterData()).isEqualTo(before);
	}

	@Test
	void oneWrongLineKeepsTheWholeFileOut() {
		String before = database.masterData();
		ImportRecord result = load(ImportKind.CUSTOMERS, "客户名称,类型\n甲公司,渠道客户\n乙公司,朋友\n丙公司,终端客户\n");
		assertThat(result.state()).isEqualTo("REJECTED");
		assertThat(result.rejectedTotal()).isEqualTo(1);
		assertThat(result.rejectedLines())
			.containsExactly(new RejectedLine(3, "类型", "不是可用的值，可用：渠道客户、终端客户、潜在客户、代理客户", "朋友"));
		assertThat(result.counts()).isEmpty();
		assertThat(database.masterData()).isEqualTo(before);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			,,,,,赵敏,,,,,                                  | 客户名称     | 必须填写
			C-1,甲,朋友,,,,,,,,                              | 类型        | 不是可用的值
			C-1,甲,,也许,,,,,,,                              | 重要大客户    | 不是可用的值，可用：是、否
			C-1,甲,,,nobody,,,,,,                           | 专人        | 不是已有的登录名
			C-1,甲,,,,,电话,,,,                              | 电话        | 不是正确的电话号码
			C-1,甲,,,,,,a@b@c,,,                            | 邮箱        | 不是正确的邮箱地址
			C-1,甲,,,,,,,HT-1,2026-02-30,2026-12-31         | 服务开始     | 不是正确的日期
			C-1,甲,,,,,,,HT-1,2026-01-01,31.12.26           | 服务结束     | 不是正确的日期
			C-1,甲,,,,,,,HT-1,0026-01-01,2026-12-31         | 服务开始     | 日期须在1990年至2199年之间
			C-1,甲,,,,,,,HT-1,2026-01-02,2026-01-01         | 服务结束     | 早于服务开始2026-01-02
			C-1,甲,,,,,,,HT-1,2026-01-01,                   | 服务结束     | 须一并填写
			C-1,甲,,,,,,,,2026-01-01,2026-12-31             | 合同编号     | 须一并填写
			C-1,甲,,,,,1.38E+10,,,,                         | 电话        | 科学计数
			#N/A,甲,,,,,,,,,                                | 客户编号     | 公式有错误
			C-1,"甲\t乙",,,,,,,,,                            | 客户名称     | 不可显示的字符
			C-1,甲,,,,,,,,,,多                               | 第12列      | 没有列名
			""", quoteCharacter = '~')
	void wrongCellOfACustomerIsRefusedByLineAndColumn(String line, String column, String reason) {
		ImportRecord result = load(ImportKind.CUSTOMERS,
				CUSTOMERS + "C-0,好客户,,,,,,,,,\n" + line.replace("\\t", "\t") + "\n");
		assertThat(result.state()).isEqualTo("REJECTED");
		assertThat(result.rejectedLines()).as(result.rejectedLines().toString())
			.singleElement()
			.satisfies((rejected) -> {
				assertThat(rejected.line()).isEqualTo(3);
				assertThat(rejected.column()).isEqualTo(column);
				assertThat(rejected.reason()).contains(reason);
			});
		assertThat(database.jdbc.sql("select count(*) from customer").query(Long.class).single()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "客户编号, 50", "客户名称, 100", "联系人, 100", "合同编号, 50" })
	void longestTextIsTakenAndALongerOneRefused(String column, int length) {
		for (int extra : new int[] { 0, 1 }) {
			String text = "长".repeat(length + extra);
			String line = switch (column) {
				case "客户编号" -> text + ",甲,,,,,,,,,";
				case "客户名称" -> "," + text + ",,,,,,,,,";
				case "联系人" -> ",甲,,,," + text + ",,,,,";
				default -> ",甲,,,,,,," + text + ",2026-01-01,2026-01-01";
			};
			ImportRecord result = run(ImportKind.CUSTOMERS, true, bytes(CUSTOMERS + line));
			assertThat(result.state()).isEqualTo((extra == 0) ? "CHECKED" : "REJECTED");
			if (extra == 1) {
				assertThat(result.rejectedLines().get(0).column()).isEqualTo(column);
				assertThat(result.rejectedLines().get(0).reason()).isEqualTo("超过" + length + "个字");
				assertThat(result.rejectedLines().get(0).value())
					.isEqualTo("长".repeat(Math.min(80, length + 1)) + ((length + 1 > 80) ? "…" : ""));
			}
		}
	}

	@Test
	void linesOfACustomerMustAgreeAndNumbersBelongToOne() {
		long other = database.customer("老客户");
		database.jdbc.sql("update customer set customer_no = 'C-7' where id = ?").param(other).update();
		database.contract("HT-7", other, "2026-01-01", "2026-12-31");
		ImportRecord result = load(ImportKind.CUSTOMERS,
				CUSTOMERS + "C-1,甲,渠道客户,是,wang,,,,,,\n" + "C-2,甲,终端客户,否,li,,,,,,\n" + "C-1,乙,,,,,,,,,\n"
						+ "C-7,丙,,,,,,,,,\n" + "C-8,老客户,,,,,,,,,\n" + ",丁,,,,,,,HT-1,2026-01-01,2026-12-31\n"
						+ ",戊,,,,,,,HT-1,2026-01-01,2026-12-31\n" + ",丁,,,,,,,HT-1,2026-01-01,2026-12-31\n"
						+ ",丁,,,,,,,HT-7,2026-01-01,2026-12-31\n");
		assertThat(result.rejectedLines()).containsExactlyInAnyOrder(
				new RejectedLine(3, "客户编号", "与第2行同一客户的内容不一致", "C-2"),
				new RejectedLine(3, "类型", "与第2行同一客户的内容不一致", "终端客户"),
				new RejectedLine(3, "重要大客户", "与第2行同一客户的内容不一致", "否"), new RejectedLine(3, "专人", "与第2行同一客户的内容不一致", "li"),
				new RejectedLine(4, "客户编号", "与第2行的另一客户重复", "C-1"), new RejectedLine(5, "客户编号", "已属于客户“老客户”", "C-7"),
				new RejectedLine(6, "客户编号", "该客户的编号已登记为“C-7”", "C-8"),
				new RejectedLine(8, "合同编号", "与第7行的合同编号重复，内容不同", "HT-1"),
				new RejectedLine(10, "合同编号", "该合同已登记在客户“老客户”名下", "HT-7"));
		assertThat(result.rejectedTotal()).isEqualTo(9);
	}

	@Test
	void wrongUnitsAreRefusedByLineAndColumn() {
		long mall = database.customer("滨江家电商场");
		database.customer("华东电子商贸有限公司");
		database.unit("SN-1", "KF-100", mall, "2026-01-01");
		String before = database.masterData();
		ImportRecord result = load(ImportKind.UNITS,
				UNITS + "SN-9,KF-100,,,\n" + "SN-9,KF-100,,,\n" + "SN-1,KF-100,华东电子商贸有限公司,,\n" + "SN-2,KF-999,,,\n"
						+ "SN-3,KF-100,没有的客户,,\n" + ",KF-100,,,\n" + "SN-4,,,,\n" + "SN-5,KF-100,,2026-11-23,\n"
						+ "SN-6,KF-100,,昨天,\n" + "SN-7,KF-100,,,另一个名称\n" + "SN-8,KF-900,,,新风机\n"
						+ "SN-10,KF-900,,,旧风机\n" + "1.23457E+15,KF-100,,,\n" + "SN-11,KF-100,,2026-11-22,\n"
						+ "SN-9,KF-100,,不对,\n");
		assertThat(result.state()).isEqualTo("REJECTED");
		assertThat(result.rejectedLines()).containsExactlyInAnyOrder(new RejectedLine(3, "序列号", "与第2行重复", "SN-9"),
				new RejectedLine(4, "序列号", "已登记在其他客户“滨江家电商场”名下", "SN-1"),
				new RejectedLine(5, "产品型号", "产品型号不存在；如为新产品，请填写产品名称", "KF-999"),
				new RejectedLine(6, "客户名称", "客户不存在，请先导入客户", "没有的客户"), new RejectedLine(7, "序列号", "必须填写", null),
				new RejectedLine(8, "产品型号", "必须填写", null), new RejectedLine(9, "销售日期", "晚于今天", "2026-11-23"),
				new RejectedLine(10, "销售日期", "不是正确的日期，应为“2026-01-31”的形式", "昨天"),
				new RejectedLine(11, "产品名称", "与已登记的名称“产品KF-100”不一致", "另一个名称"),
				new RejectedLine(13, "产品名称", "与第12行的名称“新风机”不一致", "旧风机"),
				new RejectedLine(14, "序列号", "数字已被 Excel 改为科学计数，请把该列设为“文本”后重新填写", "1.23457E+15"),
				new RejectedLine(16, "序列号", "与第2行重复", "SN-9"),
				new RejectedLine(16, "销售日期", "不是正确的日期，应为“2026-01-31”的形式", "不对"));
		assertThat(result.rejectedLines()).extracting(RejectedLine::line).isSorted();
		assertThat(database.masterData()).isEqualTo(before);
	}

	@Test
	void reportShowsTheFirstThousandMistakesAndCountsAll() {
		String lines = IntStream.range(0, 700).mapToObj((i) -> "SN-1,KF-999,,,\n").collect(Collectors.joining());
		ImportRecord result = load(ImportKind.UNITS, UNITS + lines + ",,,,名称\n");
		assertThat(result.rejectedTotal()).isEqualTo(2 + 699 + 700);
		assertThat(result.rejectedLines()).hasSize(Rejections.MAX_LINES);
	}

	@ParameterizedTest
	@CsvSource({ "UTF-8, 'CSV，UTF-8'", "GBK, 'CSV，GB18030（GBK）'", "GB18030, 'CSV，GB18030（GBK）'" })
	void usualEncodingsAreRead(String charset, String shown) {
		ImportRecord result = run(ImportKind.CUSTOMERS, false,
				"客户名称,联系人\r\n镕基电器（上海）,\"朱, 先生\"\r\n".getBytes(Charset.forName(charset)));
		assertThat(result.state()).isEqualTo("IMPORTED");
		assertThat(result.encoding()).isEqualTo(shown);
		assertThat(database.files.of(id("镕基电器（上海）")).contacts()).extracting(CustomerFile.Contact::name)
			.containsExactly("朱, 先生");
	}

	@Test
	void byteOrderMarkOfUtf8IsNoPartOfTheHeader() {
		assertThat(load(ImportKind.CUSTOMERS, "\uFEFF客户名称*\n甲\n").state()).isEqualTo("IMPORTED");
		assertThat(id("甲")).isPositive();
	}

	@Test
	void rareCharactersOfGb18030AreKept() {
		run(ImportKind.CUSTOMERS, false, "客户名称\n𠮷野家㐂\n".getBytes(Charset.forName("GB18030")));
		assertThat(id("𠮷野家㐂")).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16", "UTF-16LE", "UTF-16BE" })
	void utf16IsRefused(String charset) {
		refused("客户名称\n甲\n".getBytes(Charset.forName(charset)), "UTF-16");
	}

	@Test
	void filesThatAreNoTableAreRefused() throws IOException {
		refused(new byte[0], "文件是空的");
		refused("   \n".getBytes(StandardCharsets.UTF_8), "没有内容");
		refused(new byte[] { (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2 }, ".xls");
		refused(new byte[] { 'P', 'K', 3, 4, 1, 2, 3 }, "已损坏");
		refused(new byte[] { (byte) 0xC3, (byte) 0x28, ',', (byte) 0xFF }, "既不是 UTF-8 也不是 GBK");
		refused(bytes("名称,类型\n甲,渠道客户\n"), "不认识的列“名称”");
		refused(bytes("类型\n渠道客户\n"), "缺少列“客户名称”");
		refused(bytes("客户名称,客户名称\n甲,乙\n"), "列“客户名称”重复");
		refused("客户名称\n甲\n".getBytes("Big5"), "不认识的列");
		assertThat(imports.list(0)).isEmpty();
	}

	@Test
	void fileWithoutLinesIsRejected() {
		ImportRecord result = load(ImportKind.CUSTOMERS, "客户名称\n\n , \n");
		assertThat(result.state()).isEqualTo("REJECTED");
		assertThat(result.rejectedLines()).containsExactly(new RejectedLine(1, null, "表头下面没有数据", null));
	}

	@Test
	void quotationMarkThatIsNotClosedFailsWithItsLine() {
		ImportRecord result = load(ImportKind.CUSTOMERS, "客户名称\n甲\n\"乙\n丙\n");
		assertThat(result.state()).isEqualTo("FAILED");
		assertThat(result.message()).contains("第3行", "引号不成对");
		assertThat(database.jdbc.sql("select count(*) from customer").query(Long.class).single()).isZero();
	}

	@Test
	void lineNumbersAreThoseOfTheEditor() {
		ImportRecord result = load(ImportKind.CUSTOMERS, "客户名称,类型\r\n\r\n甲,渠道客户\r\n\r\n乙,朋友\r\n");
		assertThat(result.rejectedLines()).extracting(RejectedLine::line).containsExactly(5L);
	}

	@Test
	void workbookIsReadWithItsDatesAndNumbers() {
		database.customer("滨江家电商场");
		ImportRecord result = run(ImportKind.UNITS, false, workbook((sheet) -> {
			header(sheet, "销售日期", "序列号*", "产品型号", "客户名称");
			sheet.value(1, 0, LocalDate.of(2026, 3, 1));
			sheet.style(1, 0).format("yyyy-mm-dd").set();
			sheet.value(1, 1, 20260001);
			sheet.value(1, 2, "KF-100");
			sheet.value(1, 3, "滨江家电商场");
			sheet.value(3, 0, "2026/4/5");
			sheet.value(3, 1, "SN-2");
			sheet.value(3, 2, "KF-100");
		}));
		assertThat(result.rejectedLines()).isEmpty();
		assertThat(result.state()).isEqualTo("IMPORTED");
		assertThat(result.encoding()).isEqualTo("XLSX");
		assertThat(result.linesTotal()).isEqualTo(2);
		assertThat(database.files.unit("20260001").orElseThrow().soldOn()).isEqualTo("2026-03-01");
		assertThat(database.files.unit("SN-2").orElseThrow().soldOn()).isEqualTo("2026-04-05");
	}

	@Test
	void workbookReportsTheRowsOfExcelAndNumbersThatLostDigits() {
		ImportRecord result = run(ImportKind.UNITS, false, workbook((sheet) -> {
			header(sheet, "序列号", "产品型号", "销售日期");
			sheet.value(2, 0, 12345678901234567L);
			sheet.value(2, 1, "KF-100");
			sheet.value(4, 0, "SN-1");
			sheet.value(4, 1, "KF-100");
			sheet.value(4, 2, "很久以前");
		}));
		assertThat(result.rejectedLines()).extracting(RejectedLine::line, RejectedLine::column)
			.containsExactly(tuple(3L, "序列号"), tuple(5L, "销售日期"));
		assertThat(result.rejectedLines().get(0).reason()).contains("科学计数");
	}

	@Test
	void onlyOneFileIsLoadedAtATimeAndAnInterruptedOneSaysSo() throws SQLException, IOException {
		long id;
		try (Connection other = database.dataSource.getConnection()) {
			other.createStatement().execute("select pg_advisory_lock(20261123)");
			id = database.jdbc
				.sql("""
						insert into master_data_import (kind, file_name, file_bytes, dry_run, started_by, started_at, state, phase)
						values ('units', 'a.csv', 1, false, 'wang', now(), 'RUNNING', '写入机器') returning id""")
				.query(Long.class)
				.single();
			Path file = file(bytes("客户名称\n甲\n"));
			assertThatExceptionOfType(InvalidInputException.class)
				.isThrownBy(() -> imports.start(ImportKind.CUSTOMERS, false, "b.csv", file, "li"))
				.satisfies((ex) -> assertThat(ex.getResponse().getStatus()).isEqualTo(409));
			assertThat(file).doesNotExist();
			assertThat(imports.find(id).state()).isEqualTo("RUNNING");
		}
		Awaitility.await().untilAsserted(() -> assertThat(imports.find(id).state()).isEqualTo("FAILED"));
		assertThat(imports.find(id).message()).contains("中途停止");
		assertThat(load(ImportKind.CUSTOMERS, "客户名称\n甲\n").state()).isEqualTo("IMPORTED");
	}

	@Test
	void recordKeepsWhoLoadedWhat() throws IOException {
		Path file = file(bytes("客户名称\n甲\n"));
		long size = Files.size(file);
		long id = imports.start(ImportKind.CUSTOMERS, false, "客户.csv", file, "wang");
		ImportRecord result = await(id);
		assertThat(result.startedBy()).isEqualTo("wang");
		assertThat(result.fileName()).isEqualTo("客户.csv");
		assertThat(result.fileBytes()).isEqualTo(size);
		assertThat(result.kind()).isEqualTo("customers");
		assertThat(result.startedAt()).isEqualTo("2026-11-22T12:00:00+08:00");
		assertThat(result.finishedAt()).isEqualTo("2026-11-22T12:00:00+08:00");
		assertThat(imports.list(0)).extracting(ImportRecord::id).containsExactly(id);
		assertThat(imports.list(1)).isEmpty();
		Awaitility.await().untilAsserted(() -> assertThat(file).doesNotExist());
	}

	private void refused(byte[] content, String reason) {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> imports.start(ImportKind.CUSTOMERS, false, "a.csv", file(content), "wang"))
			.satisfies((ex) -> {
				assertThat(ex.errors().get(0).field()).isEqualTo("file");
				assertThat(ex.detail()).contains(reason);
			});
	}

	private ImportRecord load(ImportKind kind, String text) {
		return run(kind, false, bytes(text));
	}

	private ImportRecord run(ImportKind kind, boolean dryRun, byte[] content) {
		try {
			return await(imports.start(kind, dryRun, "文件.csv", file(content), "wang"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Until the result is there and the lock is free for the next one. */
	private static ImportRecord await(long id) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(10))
			.until(() -> !imports.find(id).state().equals("RUNNING") && database.jdbc
				.sql("select count(*) from pg_locks where locktype = 'advisory' and objid = 20261123 "
						+ "and database = (select oid from pg_database where datname = current_database())")
				.query(Long.class)
				.single() == 0);
		return imports.find(id);
	}

	private Path file(byte[] content) throws IOException {
		return Files.write(Files.createTempFile(this.directory, "upload", null), content);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static long id(String name) {
		return database.jdbc.sql("select id from customer where name = ?").param(name).query(Long.class).single();
	}

	private static byte[] workbook(Consumer<Worksheet> content) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (OutputStream out = bytes; Workbook workbook = new Workbook(out, "test", "1.0")) {
			content.accept(workbook.newWorksheet("机器"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static void header(Worksheet sheet, String... names) {
		for (int i = 0; i < List.of(names).size(); i++) {
			sheet.value(0, i, names[i]);
		}
	}

}
