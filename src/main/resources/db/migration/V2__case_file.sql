-- The case file. Instants are timestamptz; the engine's own tables come with V1.

create sequence case_number_seq;

create table customer (
  id              bigint generated always as identity constraint pk_customer primary key,
  name            text not null constraint uq_customer_name unique,
  type            text not null default 'end_user' constraint ck_customer_type check (type in ('channel', 'end_user', 'prospect', 'proxy')),
  key_account     boolean not null default false,
  dedicated_agent text,
  created_at      timestamptz not null default now()
);

create table customer_contact (
  id          bigint generated always as identity constraint pk_customer_contact primary key,
  customer_id bigint not null constraint fk_contact_customer references customer,
  name        text,
  phone       text,
  email       text,
  constraint uq_customer_contact unique nulls not distinct (customer_id, name, phone, email)
);

create table product (
  model text constraint pk_product primary key,
  name  text not null
);

create table unit (
  serial_no     text constraint pk_unit primary key,
  product_model text not null constraint fk_unit_product references product,
  customer_id   bigint constraint fk_unit_customer references customer,
  sold_on       date
);
create index ix_unit_customer on unit (customer_id);

create table service_case (
  case_no                text constraint pk_service_case primary key,
  process_instance_id    text not null,
  kind                   text,
  state                  text not null default 'OPEN' constraint ck_case_state check (state in ('OPEN', 'WAITING', 'CLOSED', 'WITHDRAWN')),
  channel                text not null,
  customer_id            bigint not null constraint fk_case_customer references customer,
  contact_name           text,
  contact_phone          text,
  contact_email          text,
  product_model          text,
  serial_no              text,
  fault_code             text,
  description            text not null,
  verbatim               text,
  verified               boolean,
  remedy_sought          text,
  severity               text constraint ck_case_severity check (severity in ('A', 'B', 'C', 'D')),
  complaint_level        text,
  responsible_department text,
  received_at            timestamptz not null,
  registered_at          timestamptz not null,
  registered_by          text not null,
  closed_at              timestamptz,
  close_reason           text,
  satisfied              boolean,
  satisfaction_score     integer constraint ck_case_score check (satisfaction_score between 1 and 5)
);
create index ix_case_customer on service_case (customer_id, received_at desc);
create index ix_case_received on service_case (received_at desc, case_no desc);
create index ix_case_open on service_case (received_at desc) where state in ('OPEN', 'WAITING');
create index ix_case_recurrence on service_case (product_model, fault_code, received_at);

-- Which departments have had to do with a case: they see it, others do not.
create table case_department (
  case_no  text not null constraint fk_department_case references service_case,
  group_id text not null,
  constraint pk_case_department primary key (case_no, group_id)
);
create index ix_case_department_group on case_department (group_id, case_no);

create table case_event (
  id      bigint generated always as identity constraint pk_case_event primary key,
  case_no text not null constraint fk_event_case references service_case,
  at      timestamptz not null,
  type    text not null,
  actor   text not null,
  text    text not null
);
create index ix_case_event_case on case_event (case_no, id);

create table calendar_day (
  day      date constraint pk_calendar_day primary key,
  kind     text not null constraint ck_calendar_day_kind check (kind in ('OFF', 'WORK', 'CUSTOM')),
  segments text,
  note     text,
  constraint ck_calendar_day_segments check ((kind = 'CUSTOM') = (segments is not null))
);

create table clock (
  id                  bigint generated always as identity constraint pk_clock primary key,
  case_no             text not null constraint fk_clock_case references service_case,
  process_instance_id text not null,
  policy              text not null,
  round               integer not null default 1,
  state               text not null constraint ck_clock_state check (state in ('RUNNING', 'PAUSED', 'MET', 'BREACHED', 'CANCELLED')),
  activity_id         text,
  amount              integer not null,
  unit                text not null constraint ck_clock_unit check (unit in ('HOUR', 'WORKING_HOUR', 'WORKING_DAY')),
  warn_percent        integer not null,
  lead_percent        integer not null,
  management_percent  integer not null,
  level               integer not null default 0,
  started_at          timestamptz not null,
  last_start_at       timestamptz not null,
  budget_seconds      bigint not null,
  spent_seconds       bigint not null default 0,
  due_at              timestamptz not null,
  stopped_at          timestamptz,
  calendar_incomplete boolean not null default false,
  constraint uq_clock unique (case_no, policy, round)
);
create index ix_clock_open on clock (case_no) where stopped_at is null;

create table clock_event (
  id       bigint generated always as identity constraint pk_clock_event primary key,
  clock_id bigint not null constraint fk_clock_event_clock references clock,
  at       timestamptz not null,
  type     text not null,
  actor    text not null,
  reason   text,
  due_at   timestamptz
);
create index ix_clock_event_clock on clock_event (clock_id, id);

create table notification (
  id              bigint generated always as identity constraint pk_notification primary key,
  case_no         text constraint fk_notification_case references service_case,
  template        text not null,
  channel         text not null constraint ck_notification_channel check (channel in ('email', 'webhook', 'phone')),
  recipient       text not null,
  address         text,
  subject         text not null,
  body            text not null,
  idempotency_key text not null constraint uq_notification_key unique,
  state           text not null constraint ck_notification_state check (state in ('PENDING', 'SENT', 'FAILED', 'KEPT')),
  attempts        integer not null default 0,
  last_error      text,
  created_at      timestamptz not null,
  sent_at         timestamptz
);
create index ix_notification_case on notification (case_no, id);
create index ix_notification_unsent on notification (created_at) where state in ('PENDING', 'FAILED');

-- What happened is written once: an auditor can rely on the timeline and the clocks.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;

create trigger case_event_append_only before update or delete or truncate on case_event
  for each statement execute function refuse_change();
create trigger clock_event_append_only before update or delete or truncate on clock_event
  for each statement execute function refuse_change();
