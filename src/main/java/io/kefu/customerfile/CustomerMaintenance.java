package io.kefu.customerfile;

import java.sql.Types;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import io.kefu.identity.Departments;
import io.kefu.notification.EmailAddresses;
import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Changes customers' files by hand. Who may do that is the caller's affair. Every method
 * checks all of its input before it changes anything.
 */
@Component
class CustomerMaintenance {

	static final int PAGE_SIZE = 50;

	private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

	private final JdbcClient jdbc;

	private final Departments departments;

	private final Clock clock;

	private final ZoneId zone;

	CustomerMaintenance(JdbcClient jdbc, Departments departments, Clock engineClock,
			@Value("${kefu.calendar.zone}") ZoneId zone) {
		this.jdbc = jdbc;
		this.departments = departments;
		this.clock = engineClock;
		this.zone = zone;
	}

	/** A line of the list of customers. */
	record CustomerLine(long id, String customerNo, String name, String typeLabel, boolean keyAccount,
			String dedicatedAgent) {
	}

	/** The customer itself as sent; anything may be missing. */
	record CustomerInput(String customerNo, String name, String type, Boolean keyAccount, String dedicatedAgent) {
	}

	/** A contact as sent. */
	record ContactInput(String name, String phone, String email) {
	}

	/** A contract as sent; dates as ISO 8601. */
	record ContractInput(String contractNo, String serviceFrom, String serviceTo, String note) {
	}

	/** A unit as sent; the date as ISO 8601. */
	record UnitInput(String serialNo, String productModel, String soldOn) {
	}

	/**
	 * Customers whose name, number, contact or phone contains a text, or whose the unit
	 * of that serial number or the case of that number is.
	 * @param text what to look for; null or blank finds all
	 * @param page page number from 0
	 * @return at most {@value #PAGE_SIZE}, by name
	 */
	List<CustomerLine> search(String text, int page) {
		String wanted = (text != null) ? text.strip() : "";
		return this.jdbc
			.sql("""
					select * from customer k
					where :text = '' or k.name ilike :pattern or k.customer_no ilike :pattern
					  or k.id = (select u.customer_id from unit u where u.serial_no = :text)
					  or k.id = (select c.customer_id from service_case c where c.case_no = upper(:text))
					  or k.id in (select c.customer_id from customer_contact c where c.name ilike :pattern or c.phone like :pattern)
					order by k.name limit :limit offset :offset""")
			.param("text", wanted)
			.param("pattern", "%" + wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
			.param("limit", PAGE_SIZE)
			.param("offset", (long) PAGE_SIZE * page)
			.query((row, index) -> new CustomerLine(row.getLong("id"), row.getString("customer_no"),
					row.getString("name"),
					CustomerType.parse(row.getString("type")).map(CustomerType::label).orElseThrow(),
					row.getBoolean("key_account"), row.getString("dedicated_agent")))
			.list();
	}

	/**
	 * Adds a customer.
	 * @param input what was sent
	 * @return its id
	 * @throws InvalidInputException (400) per field; (409) for a name or number that
	 * another customer has
	 */
	long add(CustomerInput input) {
		return saveCustomer(null, input);
	}

	/**
	 * Changes a customer; what is left out becomes empty.
	 * @param customerId the customer
	 * @param input what was sent
	 * @throws InvalidInputException (400) per field; (404) for an unknown customer; (409)
	 * for a name or number that another customer has
	 */
	void change(long customerId, CustomerInput input) {
		requireCustomer(customerId);
		saveCustomer(customerId, input);
	}

	private long saveCustomer(Long customerId, CustomerInput input) {
		Inputs inputs = new Inputs();
		String name = inputs.required("name", "客户名称", input.name(), 100);
		String number = inputs.text("customerNo", "客户编号", input.customerNo(), 50);
		CustomerType type = inputs.type(input.type());
		String agent = inputs.text("dedicatedAgent", "专人", input.dedicatedAgent(), 64);
		if (agent != null && !this.departments.isUser(agent)) {
			inputs.refuse("dedicatedAgent", "专人“" + agent + "”不是已有的登录名");
		}
		inputs.check();
		String sql = (customerId == null) ? """
				insert into customer (name, customer_no, type, key_account, dedicated_agent)
				values (:name, :number, :type, :key, :agent) returning id""" : """
				update customer set name = :name, customer_no = :number, type = :type, key_account = :key,
				  dedicated_agent = :agent where id = :id returning id""";
		try {
			return this.jdbc.sql(sql)
				.param("name", name)
				.param("number", number)
				.param("type", type.code())
				.param("key", Boolean.TRUE.equals(input.keyAccount()))
				.param("agent", agent)
				.param("id", customerId)
				.query(Long.class)
				.single();
		}
		catch (DuplicateKeyException ex) {
			throw InvalidInputException.conflict("客户名称“" + name + "”或客户编号已属于另一个客户");
		}
	}

	/**
	 * Adds a contact, or changes one.
	 * @param customerId the customer
	 * @param contactId the contact, null for a new one
	 * @param input what was sent
	 * @throws InvalidInputException (400) per field; (404) for an unknown customer or
	 * contact; (409) for a contact that is there already
	 */
	void saveContact(long customerId, Long contactId, ContactInput input) {
		requireCustomer(customerId);
		Inputs inputs = new Inputs();
		String name = inputs.text("name", "联系人", input.name(), 100);
		String phone = inputs.matching("phone", "电话", input.phone(), 30, CustomerData.PHONE, CustomerData.PHONE_REASON);
		String email = inputs.matching("email", "邮箱", input.email(), 120, EmailAddresses.ADDRESS,
				CustomerData.EMAIL_REASON);
		inputs.check();
		if (name == null && phone == null && email == null) {
			throw InvalidInputException.of("name", "联系人、电话和邮箱至少填写一项");
		}
		String sql = (contactId == null)
				? "insert into customer_contact (customer_id, name, phone, email) values (:customer, :name, :phone, :email)"
				: "update customer_contact set name = :name, phone = :phone, email = :email "
						+ "where id = :id and customer_id = :customer";
		try {
			int changed = this.jdbc.sql(sql)
				.param("customer", customerId)
				.param("name", name)
				.param("phone", phone)
				.param("email", email)
				.param("id", contactId)
				.update();
			if (changed == 0) {
				throw InvalidInputException.notFound("联系人（编号" + contactId + "）不存在");
			}
		}
		catch (DuplicateKeyException ex) {
			throw InvalidInputException.conflict("该联系人已经登记");
		}
	}

	/**
	 * Adds a contract, or changes one that has this number.
	 * @param customerId the customer
	 * @param input what was sent
	 * @param isNew whether it must not be there yet
	 * @throws InvalidInputException (400) per field; (404) for an unknown customer or
	 * contract; (409) for a new contract whose number is taken
	 */
	void saveContract(long customerId, ContractInput input, boolean isNew) {
		requireCustomer(customerId);
		Inputs inputs = new Inputs();
		String number = inputs.required("contractNo", "合同编号", input.contractNo(), 50);
		LocalDate from = inputs.requiredDate("serviceFrom", "服务开始", input.serviceFrom());
		LocalDate to = inputs.requiredDate("serviceTo", "服务结束", input.serviceTo());
		String note = inputs.text("note", "备注", input.note(), 500);
		if (from != null && to != null && from.isAfter(to)) {
			inputs.refuse("serviceTo", "服务结束不能早于服务开始");
		}
		inputs.check();
		String sql = isNew
				? "insert into contract (contract_no, customer_id, service_from, service_to, note) "
						+ "values (:number, :customer, :from, :to, :note) on conflict do nothing"
				: "update contract set service_from = :from, service_to = :to, note = :note "
						+ "where contract_no = :number and customer_id = :customer";
		int changed = this.jdbc.sql(sql)
			.param("number", number)
			.param("customer", customerId)
			.param("from", from)
			.param("to", to)
			.param("note", note)
			.update();
		if (changed == 0) {
			throw isNew ? InvalidInputException.conflict("合同编号“" + number + "”已经登记")
					: InvalidInputException.notFound("该客户没有合同“" + number + "”");
		}
	}

	/**
	 * Adds a unit of the customer.
	 * @param customerId the customer
	 * @param input what was sent
	 * @throws InvalidInputException (400) per field; (404) for an unknown customer; (409)
	 * for a serial number that is there already
	 */
	void addUnit(long customerId, UnitInput input) {
		requireCustomer(customerId);
		Inputs inputs = new Inputs();
		String serialNo = inputs.required("serialNo", "序列号", input.serialNo(), 100);
		String model = inputs.required("productModel", "产品型号", input.productModel(), 100);
		LocalDate soldOn = soldOn(inputs, input);
		if (model != null && this.jdbc.sql("select count(*) from product where model = ?")
			.param(model)
			.query(Long.class)
			.single() == 0) {
			inputs.refuse("productModel", "产品型号“" + model + "”不存在");
		}
		inputs.check();
		int added = this.jdbc
			.sql("""
					insert into unit (serial_no, product_model, customer_id, sold_on) values (:serialNo, :model, :customer, :soldOn)
					on conflict do nothing""")
			.param("serialNo", serialNo)
			.param("model", model)
			.param("customer", customerId)
			.param("soldOn", soldOn)
			.update();
		if (added == 0) {
			throw InvalidInputException.conflict("序列号“" + serialNo + "”已经登记；如要改为本客户所有，请使用“变更归属”");
		}
	}

	/**
	 * Makes a unit the customer's, whoever had it; a day of sale that is left out stays.
	 * @param customerId the customer
	 * @param input what was sent; the model does not count
	 * @throws InvalidInputException (400) per field; (404) for an unknown customer or
	 * unit
	 */
	void takeUnit(long customerId, UnitInput input) {
		requireCustomer(customerId);
		Inputs inputs = new Inputs();
		String serialNo = inputs.required("serialNo", "序列号", input.serialNo(), 100);
		LocalDate soldOn = soldOn(inputs, input);
		inputs.check();
		int changed = this.jdbc.sql(
				"update unit set customer_id = :customer, sold_on = coalesce(:soldOn, sold_on) where serial_no = :serialNo")
			.param("customer", customerId)
			.param("soldOn", soldOn, Types.DATE)
			.param("serialNo", serialNo)
			.update();
		if (changed == 0) {
			throw InvalidInputException.notFound("序列号“" + serialNo + "”不在用户档案中");
		}
	}

	private LocalDate soldOn(Inputs inputs, UnitInput input) {
		LocalDate soldOn = inputs.date("soldOn", "销售日期", input.soldOn());
		if (soldOn != null && soldOn.isAfter(LocalDate.ofInstant(this.clock.instant(), this.zone))) {
			inputs.refuse("soldOn", "销售日期不能晚于今天");
		}
		return soldOn;
	}

	private void requireCustomer(long customerId) {
		if (this.jdbc.sql("select count(*) from customer where id = ?")
			.param(customerId)
			.query(Long.class)
			.single() == 0) {
			throw InvalidInputException.notFound("客户（编号" + customerId + "）不存在");
		}
	}

	/** Reads what was sent and collects what is wrong with it. */
	private static final class Inputs {

		private final List<FieldError> errors = new ArrayList<>();

		String text(String field, String label, String text, int maxLength) {
			String value = Optional.ofNullable(text)
				.map(String::strip)
				.filter((stripped) -> !stripped.isEmpty())
				.orElse(null);
			if (value != null && CONTROL.matcher(value).find()) {
				return refuse(field, label + "含有换行或不可显示的字符");
			}
			if (value != null && value.codePointCount(0, value.length()) > maxLength) {
				return refuse(field, label + "超过" + maxLength + "个字");
			}
			return value;
		}

		String required(String field, String label, String text, int maxLength) {
			return (text == null || text.isBlank()) ? refuse(field, "请填写" + label)
					: text(field, label, text, maxLength);
		}

		String matching(String field, String label, String text, int maxLength, Pattern pattern, String reason) {
			String value = text(field, label, text, maxLength);
			return (value == null || pattern.matcher(value).matches()) ? value
					: refuse(field, label + "“" + value + "”" + reason);
		}

		CustomerType type(String text) {
			return CustomerType.parse(Objects.requireNonNullElse(text, "").strip()).orElseGet(() -> {
				refuse("type", "客户类型不正确，可用：" + CustomerType.labels());
				return null;
			});
		}

		LocalDate date(String field, String label, String text) {
			String value = text(field, label, text, 30);
			try {
				LocalDate date = (value != null) ? LocalDate.parse(value) : null;
				if (date == null || (date.getYear() >= 1990 && date.getYear() < 2200)) {
					return date;
				}
				refuse(field, label + "须在1990年至2199年之间");
			}
			catch (DateTimeException ex) {
				refuse(field, label + "“" + value + "”不正确，应为“2026-01-31”的形式");
			}
			return null;
		}

		LocalDate requiredDate(String field, String label, String text) {
			if (text == null || text.isBlank()) {
				refuse(field, "请填写" + label);
				return null;
			}
			return date(field, label, text);
		}

		String refuse(String field, String message) {
			this.errors.add(new FieldError(field, message));
			return null;
		}

		void check() {
			if (!this.errors.isEmpty()) {
				throw InvalidInputException.of(this.errors);
			}
		}

	}

}
