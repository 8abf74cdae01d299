-- The life file of products (S4-518): what was repaired, and what became of the old parts (S4-516).

create table repair_record (
  id                bigint generated always as identity constraint pk_repair_record primary key,
  case_no           text not null constraint fk_repair_record_case references service_case,
  serial_no         text,
  product_model     text not null,
  component         text not null,
  fault_code        text not null,
  fault_description text not null,
  human_damage      boolean not null,
  repair_route      text not null constraint ck_repair_record_route check (repair_route in ('parts', 'factory')),
  repair_action     text not null,
  in_warranty       boolean not null,
  charged           boolean not null,
  part_name         text,
  part_no           text,
  part_quantity     integer,
  old_parts_to      text not null constraint ck_repair_record_old_parts check (old_parts_to in ('customer', 'returned', 'none')),
  old_part_no       text,
  signed_by         text not null,
  repaired_at       timestamptz not null,
  constraint ck_repair_record_old_part_no check (old_parts_to <> 'returned' or old_part_no is not null)
);
create index ix_repair_record_unit on repair_record (serial_no, fault_code, repaired_at);
create index ix_repair_record_case on repair_record (case_no);

create trigger repair_record_append_only before update or delete or truncate on repair_record
  for each statement execute function refuse_change();
