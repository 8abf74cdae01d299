package io.kefu.customerfile;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

import io.kefu.problem.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.tuple;

class CustomerFilesTests {

	private static final CustomerFileDatabase database = new CustomerFileDatabase();

	private final CustomerFiles files = database.files;

	private final ProductTerms terms = new ProductTerms(database.jdbc);

	private long mall;

	private long dealer;

	@BeforeEach
	void prepare() {
		database.clear();
		this.mall = database.customer("滨江家电商场");
		this.dealer = database.customer("华东电子商贸有限公司");
		database.product("KF-100");
		database.product("KF-200");
	}

	@Test
	void fileShowsEverythingKnownOfACustomer() {
		database.jdbc
			.sql("update customer set type = 'channel', key_account = true, dedicated_agent = 'customerService', "
					+ "customer_no = 'C-1' where id = ?")
			.param(this.mall)
			.update();
		database.jdbc.sql("insert into customer_contact (customer_id, name, phone) values (?, '赵敏', '13912345678')")
			.param(this.mall)
			.update();
		database.contract("HT-1", this.mall, "2026-01-01", "2026-12-31");
		database.unit("SN-1", "KF-100", this.mall, "2026-03-01");
		database.unit("SN-2", "KF-200", this.mall, null);
		database.unit("SN-3", "KF-200", this.dealer, "2026-05-01");
		database.openCase("KF-1", this.mall, null, null, null, "2026-11-01T01:00:00Z");
		database.openCase("KF-2", this.mall, null, null, null, "2026-11-02T01:00:00Z");
		database.openCase("KF-3", this.dealer, null, null, null, "2026-11-03T01:00:00Z");
		database.jdbc.sql("update service_case set state = 'CLOSED' where case_no = 'KF-1'").update();

		CustomerFile file = this.files.of(this.mall);
		assertThat(file.name()).isEqualTo("滨江家电商场");
		assertThat(file.customerNo()).isEqualTo("C-1");
		assertThat(file.type()).isEqualTo("channel");
		assertThat(file.typeLabel()).isEqualTo("渠道客户");
		assertThat(file.keyAccount()).isTrue();
		assertThat(file.dedicatedAgent()).isEqualTo("customerService");
		assertThat(file.contacts()).extracting(CustomerFile.Contact::name).containsExactly("赵敏");
		assertThat(file.contracts()).containsExactly(
				new CustomerFile.Contract("HT-1", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31), null));
		assertThat(file.units()).containsExactly(
				new UnitFile("SN-1", "KF-100", "产品KF-100", this.mall, "滨江家电商场", LocalDate.of(2026, 3, 1),
						LocalDate.of(2027, 3, 1)),
				new UnitFile("SN-2", "KF-200", "产品KF-200", this.mall, "滨江家电商场", null, null));
		assertThat(file.unitCount()).isEqualTo(2);
		assertThat(file.cases()).extracting(OpenCase::caseNo, OpenCase::state)
			.containsExactly(tuple("KF-2", "OPEN"), tuple("KF-1", "CLOSED"));
		assertThat(file.cases().get(0).receivedAt()).isEqualTo(OffsetDateTime.parse("2026-11-02T09:00:00+08:00"));
		assertThat(file.caseCount()).isEqualTo(2);
		assertThat(this.files.isKeyAccount(this.mall)).isTrue();
		assertThat(this.files.dedicatedAgent(this.mall)).contains("customerService");
	}

	@Test
	void fileOfManyUnitsShowsTheNewestAndHowManyThereAre() {
		database.jdbc.sql("""
				insert into unit select 'SN-' || n, 'KF-100', :customer, date '2020-01-01' + n
				from generate_series(1, 150) n""").param("customer", this.mall).update();
		CustomerFile file = this.files.of(this.mall);
		assertThat(file.units()).hasSize(CustomerFiles.MAX_LINES)
			.first()
			.extracting(UnitFile::serialNo)
			.isEqualTo("SN-150");
		assertThat(file.unitCount()).isEqualTo(150);
	}

	@Test
	void unknownCustomerIsNeitherKeyAccountNorLookedAfter() {
		assertThat(this.files.isKeyAccount(-1)).isFalse();
		assertThat(this.files.isKeyAccount(this.mall)).isFalse();
		assertThat(this.files.dedicatedAgent(-1)).isEmpty();
		assertThat(this.files.dedicatedAgent(this.mall)).isEmpty();
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> this.files.of(-1))
			.satisfies((ex) -> assertThat(ex.getResponse().getStatus()).isEqualTo(404));
	}

	@Test
	void contractCoversItsFirstAndItsLastDay() {
		database.contract("HT-1", this.mall, "2026-01-01", "2026-06-30");
		assertThat(inService(null, "2025-12-31")).contains(false);
		assertThat(inService(null, "2026-01-01")).contains(true);
		assertThat(inService(null, "2026-06-30")).contains(true);
		assertThat(inService(null, "2026-07-01")).contains(false);
		database.contract("HT-2", this.mall, "2026-07-01", "2026-12-31");
		assertThat(inService(null, "2026-07-01")).contains(true);
	}

	@Test
	void warrantyCoversTheDayOfSaleAndItsLastDay() {
		database.unit("SN-1", "KF-100", this.mall, "2026-03-01");
		assertThat(inService("SN-1", "2026-02-28")).contains(false);
		assertThat(inService("SN-1", "2026-03-01")).contains(true);
		assertThat(inService("SN-1", "2027-03-01")).contains(true);
		assertThat(inService("SN-1", "2027-03-02")).contains(false);
		assertThat(inService(" SN-1 ", "2027-03-01")).contains(true);
	}

	@Test
	void warrantyOrContractIsEnough() {
		database.unit("SN-1", "KF-100", this.mall, "2026-03-01");
		database.contract("HT-1", this.mall, "2028-01-01", "2028-12-31");
		assertThat(inService("SN-1", "2026-04-01")).contains(true);
		assertThat(inService("SN-1", "2027-12-31")).contains(false);
		assertThat(inService("SN-1", "2028-01-01")).contains(true);
	}

	@Test
	void fileThatKnowsNeitherSaleNorContractDoesNotAnswer() {
		database.unit("SN-1", "KF-100", this.mall, null);
		database.unit("SN-2", "KF-100", this.dealer, "2026-03-01");
		database.unit("SN-3", "KF-100", null, "2026-03-01");
		assertThat(inService(null, "2026-04-01")).isEmpty();
		assertThat(inService("SN-X", "2026-04-01")).isEmpty();
		assertThat(inService("SN-1", "2026-04-01")).isEmpty();
		assertThat(inService("SN-2", "2026-04-01")).as("another customer's unit").isEmpty();
		assertThat(inService("SN-3", "2026-04-01")).as("a unit without owner").contains(true);
	}

	@Test
	void newestTermsInForceCount() {
		LocalDate change = LocalDate.of(2026, 1, 1);
		assertThat(this.terms.warrantyMonths("KF-100", "整机", change)).as("no terms").isEqualTo(12);
		database.term("KF-100", "整机", 18, "2025-01-01");
		database.term("KF-100", "整机", 24, "2026-01-01");
		database.term("KF-100", "电池", 6, "2026-01-01");
		assertThat(this.terms.warrantyMonths("KF-100", "整机", LocalDate.of(2024, 12, 31))).isEqualTo(12);
		assertThat(this.terms.warrantyMonths("KF-100", "整机", LocalDate.of(2025, 1, 1))).isEqualTo(18);
		assertThat(this.terms.warrantyMonths("KF-100", "整机", change.minusDays(1))).isEqualTo(18);
		assertThat(this.terms.warrantyMonths("KF-100", "整机", change)).isEqualTo(24);
		assertThat(this.terms.warrantyMonths("KF-100", "电池", change)).isEqualTo(6);
		assertThat(this.terms.warrantyMonths("KF-100", "电池", change.minusDays(1))).as("as the whole unit")
			.isEqualTo(18);
		assertThat(this.terms.warrantyMonths("KF-100", "风机", change)).as("as the whole unit").isEqualTo(24);
		assertThat(this.terms.warrantyMonths("KF-200", "整机", change)).isEqualTo(12);
	}

	@Test
	void unitHasTheWarrantyThatWasPromisedOnTheDayOfItsSale() {
		database.term("KF-100", "整机", 18, "2025-01-01");
		database.term("KF-100", "整机", 24, "2026-01-01");
		database.unit("SN-1", "KF-100", this.mall, "2025-12-31");
		database.unit("SN-2", "KF-100", this.mall, "2026-01-01");
		database.unit("SN-3", "KF-100", this.mall, "2024-12-31");
		assertThat(warrantyUntil("SN-1")).isEqualTo("2027-06-30");
		assertThat(warrantyUntil("SN-2")).isEqualTo("2028-01-01");
		assertThat(warrantyUntil("SN-3")).isEqualTo("2025-12-31");
	}

	@Test
	void openCasesOfTheSameUnitAndFaultAreOffered() {
		database.unit("SN-1", "KF-100", this.mall, null);
		database.openCase("KF-1", this.mall, "KF-100", "SN-1", "PWR-01", "2026-11-01T01:00:00Z");
		database.openCase("KF-2", this.mall, "KF-100", null, "PWR-01", "2026-11-02T01:00:00Z");
		database.openCase("KF-3", this.mall, "KF-100", "SN-2", "PWR-01", "2026-11-03T01:00:00Z");
		database.openCase("KF-4", this.mall, "KF-200", null, "PWR-01", "2026-11-04T01:00:00Z");
		database.openCase("KF-5", this.mall, "KF-100", "SN-1", null, "2026-11-05T01:00:00Z");
		database.openCase("KF-6", this.dealer, "KF-100", "SN-1", "PWR-01", "2026-11-06T01:00:00Z");
		database.openCase("KF-7", this.mall, "KF-100", "SN-1", "PWR-01", "2026-11-07T01:00:00Z");
		database.openCase("KF-8", this.mall, "KF-100", "SN-1", "PWR-01", "2026-11-08T01:00:00Z");
		database.jdbc.sql("update service_case set state = 'WAITING' where case_no = 'KF-1'").update();
		database.jdbc.sql("update service_case set state = 'CLOSED' where case_no = 'KF-7'").update();
		database.jdbc.sql("update service_case set state = 'WITHDRAWN' where case_no = 'KF-8'").update();

		assertThat(this.files.openCases(this.mall, "SN-1", "pwr-01")).extracting(OpenCase::caseNo)
			.containsExactly("KF-2", "KF-1");
		assertThat(this.files.openCases(this.mall, "SN-1", " ")).extracting(OpenCase::caseNo)
			.containsExactly("KF-5", "KF-2", "KF-1");
		assertThat(this.files.openCases(this.mall, null, "PWR-01")).extracting(OpenCase::caseNo)
			.containsExactly("KF-4", "KF-3", "KF-2", "KF-1");
		assertThat(this.files.openCases(this.mall, null, "KF-100", "PWR-01")).extracting(OpenCase::caseNo)
			.containsExactly("KF-3", "KF-2", "KF-1");
		assertThat(this.files.openCases(this.mall, "SN-X", "KF-200", null)).extracting(OpenCase::caseNo)
			.containsExactly("KF-4");
	}

	@Test
	void unitMustBeKnownAndNotBelongToSomebodyElse() {
		database.unit("SN-1", "KF-100", this.mall, null);
		database.unit("SN-2", "KF-100", null, null);
		assertThatNoException().isThrownBy(() -> {
			this.files.requireOwner("SN-1", this.mall);
			this.files.requireOwner("SN-2", this.mall);
			this.files.requireOwner(null, this.mall);
			this.files.requireOwner(" ", this.mall);
		});
		refused("SN-1", this.dealer, "登记在其他客户名下");
		refused("SN-9", this.mall, "不在用户档案中");
	}

	private void refused(String serialNo, long customer, String reason) {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> this.files.requireOwner(serialNo, customer))
			.satisfies((ex) -> {
				assertThat(ex.errors()).singleElement()
					.satisfies((error) -> assertThat(error.field()).isEqualTo("serialNo"));
				assertThat(ex.detail()).contains(serialNo, reason);
			});
	}

	private String warrantyUntil(String serialNo) {
		return this.files.unit(serialNo).orElseThrow().warrantyUntil().toString();
	}

	private Optional<Boolean> inService(String serialNo, String day) {
		return this.files.inServicePeriod(this.mall, serialNo, LocalDate.parse(day));
	}

}
