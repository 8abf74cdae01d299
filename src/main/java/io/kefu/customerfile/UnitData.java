package io.kefu.customerfile;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Units, one per line. An empty cell leaves what is known. A product that is not known
 * yet is created when the file gives its name.
 */
final class UnitData extends MasterData {

	private final LocalDate today;

	/**
	 * Prepares one file.
	 * @param today the last day on which something can have been sold
	 */
	UnitData(LocalDate today) {
		this.today = today;
	}

	@Override
	List<Column> columns() {
		return List.of(new Column("序列号", true), new Column("产品型号", true), new Column("客户名称", false),
				new Column("销售日期", false), new Column("产品名称", false));
	}

	@Override
	String staging() {
		return "serial_no text, model text, customer text, sold_on date, product_name text";
	}

	@Override
	List<Object> stage(Fields line) {
		String serialNo = line.required("序列号", 100);
		String model = line.required("产品型号", 100);
		String customer = line.text("客户名称", 100);
		LocalDate soldOn = line.date("销售日期");
		if (soldOn != null && soldOn.isAfter(this.today)) {
			line.refuse("销售日期", "晚于今天", soldOn.toString());
			soldOn = null;
		}
		return Arrays.asList(serialNo, model, customer, soldOn, line.text("产品名称", 100));
	}

	@Override
	List<Check> checks() {
		return List.of(new Check("序列号", """
				select s.line_no, s.serial_no as value, '与第' || s.first_line || '行重复' as reason
				from (select *, min(line_no) over (partition by serial_no) as first_line from staged
				  where serial_no is not null) s where s.line_no > s.first_line"""), new Check("序列号", """
				select s.line_no, s.serial_no as value, '已登记在其他客户“' || k.name || '”名下' as reason
				from staged s join unit u using (serial_no) join customer k on k.id = u.customer_id
				where s.customer <> k.name"""), new Check("客户名称",
				"""
						select s.line_no, s.customer as value, '客户不存在，请先导入客户' as reason
						from staged s left join customer k on k.name = s.customer where s.customer is not null and k.id is null"""),
				new Check("产品型号",
						"""
								select s.line_no, s.model as value, '产品型号不存在；如为新产品，请填写产品名称' as reason
								from staged s where s.model is not null and not exists (select 1 from product p where p.model = s.model)
								  and s.model not in (select n.model from staged n where n.model is not null and n.product_name is not null)"""),
				new Check("产品名称",
						"""
								with known as (select distinct on (model) * from (
								    select model, name, 0 as line_no from product
								    union all select model, product_name, line_no from staged
								    where model is not null and product_name is not null) n order by model, line_no)
								select s.line_no, s.product_name as value, '与' || case when k.line_no = 0 then '已登记' else '第' || k.line_no || '行' end
								  || '的名称“' || k.name || '”不一致' as reason
								from staged s join known k using (model) where s.product_name <> k.name"""));
	}

	@Override
	List<Step> steps() {
		return List.of(new Step("写入产品", """
				with created as (insert into product (model, name)
				    select distinct model, product_name from staged where product_name is not null
				    on conflict (model) do nothing returning model)
				select count(*) as "productsCreated" from created"""), new Step("写入机器",
				"""
						with written as (insert into unit as u (serial_no, product_model, customer_id, sold_on)
						    select s.serial_no, s.model, k.id, s.sold_on from staged s left join customer k on k.name = s.customer
						    order by s.serial_no
						    on conflict (serial_no) do update set product_model = excluded.product_model,
						        customer_id = coalesce(u.customer_id, excluded.customer_id),
						        sold_on = coalesce(excluded.sold_on, u.sold_on)
						      where (u.product_model, u.customer_id, u.sold_on) is distinct from (excluded.product_model,
						        coalesce(u.customer_id, excluded.customer_id), coalesce(excluded.sold_on, u.sold_on))
						    returning (xmax = 0) as created)
						select count(*) filter (where created) as "unitsCreated",
						  count(*) filter (where not created) as "unitsUpdated" from written"""));
	}

	@Override
	String verification() {
		return """
				select count(*) from staged s left join customer k on k.name = s.customer left join unit u using (serial_no)
				where u.serial_no is null or (s.customer is not null and u.customer_id is distinct from k.id)""";
	}

}
