package io.kefu.customerfile;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import com.zaxxer.hikari.HikariDataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures loading 100,000 customers with 300,000 units, and looking one up as step 6 of
 * demand handling does. Runs with {@code mvn test -Pbenchmark} only.
 */
class CustomerFileBenchmark {

	private static final int CUSTOMERS = 100_000;

	private static final int UNITS = 300_000;

	private static final int CASES = 50_000;

	private static final int LOOK_UPS = 1_000;

	@Test
	void masterDataLoadsInTwoMinutesAndTheFileIsThereAtOnce(@TempDir Path directory)
			throws IOException, InterruptedException {
		CustomerFileDatabase database = new CustomerFileDatabase();
		HikariDataSource pool = new HikariDataSource();
		pool.setDataSource(database.dataSource);
		MasterDataImports imports = new MasterDataImports(pool, CustomerFileDatabase.CLOCK,
				CustomerFileDatabase.SHANGHAI, Set.of("wang")::contains);
		long begin = System.nanoTime();
		load(imports, ImportKind.CUSTOMERS, customers(directory));
		load(imports, ImportKind.UNITS, units(directory));
		double seconds = (System.nanoTime() - begin) / 1e9;
		System.out.printf("%,d customers with %,d units loaded: %.1f s (limit 120 s)%n", CUSTOMERS, UNITS, seconds);
		long again = System.nanoTime();
		load(imports, ImportKind.CUSTOMERS, customers(directory));
		load(imports, ImportKind.UNITS, units(directory));
		System.out.printf("the same files again, nothing new: %.1f s%n", (System.nanoTime() - again) / 1e9);
		imports.destroy();

		addCases(database);
		CustomerFiles files = new CustomerFiles(JdbcClient.create(pool), CustomerFileDatabase.SHANGHAI);
		lookUp(files, new Random(1));
		double percentile = lookUp(files, new Random(2));
		System.out.printf("look-up of the file, 95th percentile of %,d: %.2f ms (limit 50 ms)%n", LOOK_UPS, percentile);
		assertThat(seconds).isLessThan(120);
		assertThat(percentile).isLessThan(50);
		pool.close();
	}

	private static void load(MasterDataImports imports, ImportKind kind, Path file) throws IOException {
		long begin = System.nanoTime();
		Set<String> progress = new TreeSet<>();
		long id = imports.start(kind, false, kind.label() + ".csv", file, "wang");
		Awaitility.await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(200)).until(() -> {
			ImportRecord state = imports.find(id);
			progress.add("%7d %s".formatted(state.linesRead(), state.phase()));
			return !state.state().equals("RUNNING");
		});
		ImportRecord result = imports.find(id);
		assertThat(result.state()).as(result.message() + result.rejectedLines()).isEqualTo("IMPORTED");
		System.out.printf("%s: %,d lines, %,d bytes, %.1f s, %s, progress seen %s%n", result.kind(), result.linesRead(),
				result.fileBytes(), (System.nanoTime() - begin) / 1e9, result.counts(), progress);
		Awaitility.await().until(() -> !Files.exists(file));
	}

	private static double lookUp(CustomerFiles files, Random random) {
		double[] millis = new double[LOOK_UPS];
		for (int i = 0; i < LOOK_UPS; i++) {
			String serialNo = "SN" + random.nextInt(UNITS);
			long begin = System.nanoTime();
			UnitFile unit = files.unit(serialNo).orElseThrow();
			CustomerFile file = files.of(unit.customerId());
			files.openCases(file.id(), serialNo, null);
			files.inServicePeriod(file.id(), serialNo, CustomerFileDatabase.TODAY);
			millis[i] = (System.nanoTime() - begin) / 1e6;
		}
		Arrays.sort(millis);
		return millis[LOOK_UPS * 95 / 100];
	}

	private static void addCases(CustomerFileDatabase database) {
		database.jdbc.sql("""
				insert into service_case (case_no, process_instance_id, channel, customer_id, product_model, serial_no,
				  description, state, received_at, registered_at, registered_by)
				select 'KF-' || n, 'p', 'hotline', u.customer_id, u.product_model, u.serial_no, '不能开机',
				  case when n % 5 = 0 then 'OPEN' else 'CLOSED' end, now() - n * interval '1 minute', now(), 'wang'
				from (select row_number() over (order by md5(serial_no)) as n, * from unit) u where n <= :cases""")
			.param("cases", CASES)
			.update();
		database.jdbc.sql("analyze").update();
	}

	private static Path customers(Path directory) throws IOException {
		Path file = Files.createTempFile(directory, "customers", ".csv");
		try (BufferedWriter out = Files.newBufferedWriter(file)) {
			out.write("客户编号,客户名称,类型,重要大客户,专人,联系人,电话,邮箱,合同编号,服务开始,服务结束\n");
			for (int i = 0; i < CUSTOMERS; i++) {
				boolean contract = i % 3 == 0;
				out.write("C%d,%s第%d号电器商行,%s,%s,%s,联系人%d,139%08d,c%d@example.com,%s\n".formatted(i,
						(i % 2 == 0) ? "华东" : "华南", i, (i % 4 == 0) ? "渠道客户" : "终端客户", (i % 50 == 0) ? "是" : "否",
						(i % 50 == 0) ? "wang" : "", i, i, i,
						contract ? "HT%d,2026-01-01,2027-12-31".formatted(i) : ",,"));
			}
		}
		return file;
	}

	private static Path units(Path directory) throws IOException {
		Path file = Files.createTempFile(directory, "units", ".csv");
		LocalDate first = LocalDate.of(2023, 1, 1);
		try (BufferedWriter out = Files.newBufferedWriter(file)) {
			out.write("序列号,产品型号,客户名称,销售日期,产品名称\n");
			for (int i = 0; i < UNITS; i++) {
				int customer = i % CUSTOMERS;
				out.write("SN%d,KF-%d,%s第%d号电器商行,%s,产品%d\n".formatted(i, i % 200, (customer % 2 == 0) ? "华东" : "华南",
						customer, first.plusDays(i % 1000), i % 200));
			}
		}
		return file;
	}

}
