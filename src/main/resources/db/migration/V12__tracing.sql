-- What is known about the origin of a product problem (S0-27), also for the statistics of defects in the field (S0-15).
create table trace_record (
  id                  bigint generated always as identity constraint pk_trace_record primary key,
  case_no             text not null constraint fk_trace_record_case references service_case,
  process_instance_id text not null constraint uq_trace_record_instance unique,
  product_model       text,
  fault_code          text,
  problem_kind        text not null constraint ck_trace_record_kind check (problem_kind in ('process', 'design', 'material', 'software')),
  problem             text not null,
  affected_batch      text,
  affected_quantity   integer constraint ck_trace_record_quantity check (affected_quantity >= 0),
  root_cause          text not null,
  supplier_caused     boolean not null,
  countermeasure      text not null,
  batch_no            text not null,
  material_lot        text,
  process_station     text,
  note                text,
  filed_at            timestamptz not null,
  filed_by            text not null
);
create index ix_trace_record_case on trace_record (case_no);
create index ix_trace_record_problem on trace_record (product_model, fault_code, filed_at);

-- What a supplier is asked to pay for a problem (S0-28); amounts in yuan.
create table supplier_claim (
  id                  bigint generated always as identity constraint pk_supplier_claim primary key,
  case_no             text not null constraint fk_supplier_claim_case references service_case,
  process_instance_id text not null constraint uq_supplier_claim_instance unique,
  supplier            text not null,
  amount              numeric(12, 2) not null constraint ck_supplier_claim_amount check (amount >= 0),
  claim_no            text,
  claimed_at          timestamptz not null,
  claimed_by          text not null
);
create index ix_supplier_claim_case on supplier_claim (case_no);
create index ix_supplier_claim_supplier on supplier_claim (supplier, claimed_at);
