-- Returned and exchanged goods (S0-05…11, S4-108).
create sequence rma_number_seq;

create table rma (
  rma_no              text constraint pk_rma primary key,
  case_no             text not null constraint fk_rma_case references service_case,
  process_instance_id text not null constraint uq_rma_instance unique,
  kind                text not null constraint ck_rma_kind check (kind in ('refund', 'repair', 'exchange')),
  product_model       text,
  serial_no           text,
  issued_at           timestamptz not null,
  received_at         timestamptz,
  received_quantity   integer constraint ck_rma_quantity check (received_quantity > 0),
  settled_at          timestamptz,
  cancelled_at        timestamptz,
  constraint ck_rma_cancelled check (cancelled_at is null or received_at is null)
);
create index ix_rma_case on rma (case_no);

-- Who signed which step, and when (S4-108). Nobody changes a signature afterwards.
create table exchange_approval (
  id      bigint generated always as identity constraint pk_exchange_approval primary key,
  case_no text not null constraint fk_exchange_approval_case references service_case,
  rma_no  text not null constraint fk_exchange_approval_rma references rma,
  step    text not null,
  answer  text not null,
  note    text,
  login   text not null,
  name    text not null,
  at      timestamptz not null
);
create index ix_exchange_approval_rma on exchange_approval (rma_no);
create trigger exchange_approval_append_only before update or delete or truncate on exchange_approval
  for each statement execute function refuse_change();

-- 换货登记台账 (S4-108).
create table exchange_ledger (
  id                bigint generated always as identity constraint pk_exchange_ledger primary key,
  rma_no            text not null constraint uq_exchange_ledger_rma unique
                    constraint fk_exchange_ledger_rma references rma,
  case_no           text not null constraint fk_exchange_ledger_case references service_case,
  entered_at        timestamptz not null,
  kind              text not null,
  product_model     text,
  serial_no         text,
  quantity          integer not null,
  reason            text,
  inspection_result text not null,
  result            text not null,
  new_serial_no     text,
  refund_amount     numeric(12, 2) constraint ck_exchange_ledger_refund check (refund_amount > 0),
  refunded_on       date,
  handled_by        text not null,
  signed_by         text not null,
  note              text
);
create index ix_exchange_ledger_entered on exchange_ledger (entered_at);
create trigger exchange_ledger_append_only before update or delete or truncate on exchange_ledger
  for each statement execute function refuse_change();
