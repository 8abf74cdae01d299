-- Service plans of products (S1-20…23) and their versions. A plan is no case of a customer and has a number of its own.
create sequence service_plan_number_seq;

create table service_plan (
  plan_no             text constraint pk_service_plan primary key,
  process_instance_id text not null constraint uq_service_plan_instance unique,
  product_model       text not null,
  product_name        text not null,
  state               text not null constraint ck_service_plan_state check (state in ('DRAFT', 'APPROVED', 'EFFECTIVE', 'CANCELLED')),
  opened_by           text not null,
  opened_at           timestamptz not null,
  launched_on         date,
  funds_received      numeric(14, 2) constraint ck_service_plan_funds check (funds_received >= 0),
  closed_at           timestamptz
);
-- Two plans of a product under way would not know whose terms hold.
create unique index uq_service_plan_under_way on service_plan (product_model) where state in ('DRAFT', 'APPROVED');

-- Every version of 客户服务方案 (S1-21); amounts in yuan. What is missing or wrong keeps it from being approved.
create table service_plan_revision (
  plan_no             text not null constraint fk_service_plan_revision_plan references service_plan,
  revision_no         integer not null constraint ck_service_plan_revision_no check (revision_no > 0),
  step                text not null,
  satisfaction_target numeric(4, 1),
  response_time_hours integer,
  warranty_months     integer,
  component1          text,
  months1             integer,
  component2          text,
  months2             integer,
  component3          text,
  months3             integer,
  component4          text,
  months4             integer,
  component5          text,
  months5             integer,
  replacement_policy  text,
  estimated_cost      numeric(14, 2),
  upfront_cost        numeric(14, 2),
  estimated_benefit   numeric(14, 2),
  period_months       integer,
  funds_granted       numeric(14, 2),
  author              text not null,
  recorded_at         timestamptz not null,
  constraint pk_service_plan_revision primary key (plan_no, revision_no)
);
create trigger service_plan_revision_append_only before update or delete or truncate on service_plan_revision
  for each statement execute function refuse_change();

-- What the management decided about which version, and why (S1-22).
create table service_plan_approval (
  id          bigint generated always as identity constraint pk_service_plan_approval primary key,
  plan_no     text not null,
  revision_no integer not null,
  approved    boolean not null,
  note        text,
  decided_by  text not null,
  decided_at  timestamptz not null,
  constraint fk_service_plan_approval_revision foreign key (plan_no, revision_no) references service_plan_revision,
  constraint ck_service_plan_approval_note check (approved or note is not null)
);
create index ix_service_plan_approval_plan on service_plan_approval (plan_no);
create trigger service_plan_approval_append_only before update or delete or truncate on service_plan_approval
  for each statement execute function refuse_change();

-- An approved plan also says what is replaced and when (S1-23).
alter table product_term add column replacement_policy text;
