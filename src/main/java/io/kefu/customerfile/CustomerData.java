package io.kefu.customerfile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.kefu.notification.EmailAddresses;

/**
 * Customers with a contact and a contract per line. A customer may have several lines;
 * what they say of the customer itself must agree. An empty cell leaves what is known.
 */
final class CustomerData extends MasterData {

	static final Pattern PHONE = Pattern.compile("\\+?[0-9（）()\\- 转]{5,30}");

	static final String PHONE_REASON = "不是正确的电话号码";

	static final String EMAIL_REASON = "不是正确的邮箱地址";

	private final Predicate<String> isLogin;

	private final Map<String, Boolean> logins = new HashMap<>();

	/**
	 * Prepares one file.
	 * @param isLogin whether somebody can log in under a name
	 */
	CustomerData(Predicate<String> isLogin) {
		this.isLogin = isLogin;
	}

	@Override
	List<Column> columns() {
		return List.of(new Column("客户编号", false), new Column("客户名称", true), new Column("类型", false),
				new Column("重要大客户", false), new Column("专人", false), new Column("联系人", false), new Column("电话", false),
				new Column("邮箱", false), new Column("合同编号", false), new Column("服务开始", false),
				new Column("服务结束", false));
	}

	@Override
	String staging() {
		return """
				customer_no text, name text, type text, key_account boolean, agent text, contact text, phone text,
				email text, contract_no text, service_from date, service_to date""";
	}

	@Override
	List<Object> stage(Fields line) {
		List<Object> row = new ArrayList<>(Arrays.asList(line.text("客户编号", 50), line.required("客户名称", 100)));
		CustomerType type = line.choice("类型", CustomerType::parse, CustomerType.labels());
		row.add((type != null) ? type.code() : null);
		row.add(line.yesOrNo("重要大客户"));
		String agent = line.text("专人", 64);
		row.add((agent == null || this.logins.computeIfAbsent(agent, this.isLogin::test)) ? agent
				: line.refuse("专人", "不是已有的登录名", agent));
		row.add(line.text("联系人", 100));
		row.add(line.matching("电话", 30, PHONE, PHONE_REASON));
		row.add(line.matching("邮箱", 120, EmailAddresses.ADDRESS, EMAIL_REASON));
		row.addAll(contract(line));
		return row;
	}

	private static List<Object> contract(Fields line) {
		String contractNo = line.text("合同编号", 50);
		LocalDate from = line.date("服务开始");
		LocalDate to = line.date("服务结束");
		List<String> columns = List.of("合同编号", "服务开始", "服务结束");
		if (columns.stream().anyMatch(line::isFilled)) {
			columns.stream()
				.filter((column) -> !line.isFilled(column))
				.forEach((column) -> line.refuse(column, "合同编号、服务开始和服务结束须一并填写", null));
		}
		if (from != null && to != null && from.isAfter(to)) {
			line.refuse("服务结束", "早于服务开始" + from, to.toString());
		}
		return (contractNo != null && from != null && to != null) ? Arrays.asList(contractNo, from, to)
				: Arrays.asList(null, null, null);
	}

	@Override
	List<Check> checks() {
		String type = Arrays.stream(CustomerType.values())
			.map((value) -> "when '%s' then '%s'".formatted(value.code(), value.label()))
			.collect(Collectors.joining(" ", "case s.type ", " end"));
		return List.of(agreeing("客户编号", "customer_no", "s.customer_no"), agreeing("类型", "type", type),
				agreeing("重要大客户", "key_account", "case when s.key_account then '是' else '否' end"),
				agreeing("专人", "agent", "s.agent"), new Check("客户编号", """
						with first as (select distinct on (customer_no) customer_no, name, line_no from staged
						  where customer_no is not null order by customer_no, line_no)
						select s.line_no, s.customer_no as value, '与第' || f.line_no || '行的另一客户重复' as reason
						from staged s join first f using (customer_no) where s.name <> f.name"""), new Check("客户编号", """
						select s.line_no, s.customer_no as value, '已属于客户“' || k.name || '”' as reason
						from staged s join customer k using (customer_no) where s.name <> k.name"""),
				new Check("客户编号", """
						select s.line_no, s.customer_no as value, '该客户的编号已登记为“' || k.customer_no || '”' as reason
						from staged s join customer k using (name) where s.customer_no <> k.customer_no"""),
				new Check("合同编号",
						"""
								with first as (select distinct on (contract_no) * from staged
								  where contract_no is not null order by contract_no, line_no)
								select s.line_no, s.contract_no as value, '与第' || f.line_no || '行的合同编号重复，内容不同' as reason
								from staged s join first f using (contract_no)
								where (s.name, s.service_from, s.service_to) is distinct from (f.name, f.service_from, f.service_to)"""),
				new Check("合同编号", """
						select s.line_no, s.contract_no as value, '该合同已登记在客户“' || k.name || '”名下' as reason
						from staged s join contract c using (contract_no) join customer k on k.id = c.customer_id
						where s.name <> k.name"""));
	}

	/** All lines of a customer say the same of it, or nothing. */
	private static Check agreeing(String label, String column, String value) {
		return new Check(label, """
				with first as (select distinct on (name) name, line_no, %1$s from staged
				  where name is not null and %1$s is not null order by name, line_no)
				select s.line_no, %2$s as value, '与第' || f.line_no || '行同一客户的内容不一致' as reason
				from staged s join first f using (name) where s.%1$s <> f.%1$s""".formatted(column, value));
	}

	@Override
	List<Step> steps() {
		return List.of(new Step("写入客户", """
				with file as (select name, max(customer_no) as customer_no, max(type) as type,
				    bool_or(key_account) as key_account, max(agent) as agent from staged group by name),
				  created as (insert into customer (name, customer_no, type, key_account, dedicated_agent)
				    select name, customer_no, coalesce(type, 'end_user'), coalesce(key_account, false), agent from file
				    order by name on conflict (name) do nothing returning id)
				select count(*) as "customersCreated" from created"""), new Step("更新客户", """
				with file as (select name, max(customer_no) as customer_no, max(type) as type,
				    bool_or(key_account) as key_account, max(agent) as agent from staged group by name),
				  updated as (update customer k set customer_no = coalesce(f.customer_no, k.customer_no),
				      type = coalesce(f.type, k.type), key_account = coalesce(f.key_account, k.key_account),
				      dedicated_agent = coalesce(f.agent, k.dedicated_agent)
				    from file f where f.name = k.name
				      and (k.customer_no, k.type, k.key_account, k.dedicated_agent) is distinct from
				        (coalesce(f.customer_no, k.customer_no), coalesce(f.type, k.type),
				         coalesce(f.key_account, k.key_account), coalesce(f.agent, k.dedicated_agent))
				    returning k.id)
				select count(*) as "customersUpdated" from updated"""), new Step("写入联系人", """
				with created as (insert into customer_contact (customer_id, name, phone, email)
				    select k.id, s.contact, s.phone, s.email from staged s join customer k using (name)
				    where coalesce(s.contact, s.phone, s.email) is not null
				    on conflict on constraint uq_customer_contact do nothing returning id)
				select count(*) as "contactsCreated" from created"""), new Step("写入合同",
				"""
						with written as (insert into contract as c (contract_no, customer_id, service_from, service_to)
						    select distinct s.contract_no, k.id, s.service_from, s.service_to from staged s join customer k using (name)
						    where s.contract_no is not null
						    on conflict (contract_no) do update
						      set service_from = excluded.service_from, service_to = excluded.service_to
						      where c.customer_id = excluded.customer_id
						        and (c.service_from, c.service_to) is distinct from (excluded.service_from, excluded.service_to)
						    returning (xmax = 0) as created)
						select count(*) filter (where created) as "contractsCreated",
						  count(*) filter (where not created) as "contractsUpdated" from written"""));
	}

	@Override
	String verification() {
		return """
				select count(*) from staged s left join customer k using (name) left join contract c using (contract_no)
				where k.id is null or (s.customer_no is not null and k.customer_no is distinct from s.customer_no)
				  or (s.contract_no is not null and c.customer_id is distinct from k.id)""";
	}

}
