-- The customer's file (S1-34): what was promised to whom, and which files brought master data in.

alter table customer add column customer_no text constraint uq_customer_no unique;

create table contract (
  contract_no  text constraint pk_contract primary key,
  customer_id  bigint not null constraint fk_contract_customer references customer,
  service_from date not null,
  service_to   date not null,
  note         text,
  constraint ck_contract_period check (service_from <= service_to)
);
create index ix_contract_customer on contract (customer_id);

-- Terms come from approved service plans (S1-23). A new plan is a new row: what was promised before stays readable.
create table product_term (
  id              bigint generated always as identity constraint pk_product_term primary key,
  product_model   text not null constraint fk_product_term_product references product,
  component       text not null default '整机',
  warranty_months integer not null constraint ck_product_term_months check (warranty_months between 0 and 600),
  response_hours  integer constraint ck_product_term_response check (response_hours > 0),
  valid_from      date not null,
  source          text,
  constraint uq_product_term unique (product_model, component, valid_from)
);

create table master_data_import (
  id             bigint generated always as identity constraint pk_master_data_import primary key,
  kind           text not null constraint ck_import_kind check (kind in ('customers', 'units')),
  file_name      text not null,
  file_bytes     bigint not null,
  dry_run        boolean not null,
  started_by     text not null,
  started_at     timestamptz not null,
  finished_at    timestamptz,
  state          text not null constraint ck_import_state check (state in ('RUNNING', 'REJECTED', 'CHECKED', 'IMPORTED', 'FAILED')),
  phase          text not null,
  encoding       text,
  lines_read     bigint not null default 0,
  lines_total    bigint,
  counts         jsonb,
  rejected_total bigint not null default 0,
  rejected_lines jsonb,
  message        text
);
