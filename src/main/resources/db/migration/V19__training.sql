-- Trainings that were held (S1-10, S1-11); those of customers belong to a case.
create table training (
  id                  bigint generated always as identity constraint pk_training primary key,
  process_instance_id text not null constraint uq_training_instance unique,
  case_no             text constraint fk_training_case references service_case,
  kind                text not null constraint ck_training_kind check (kind in ('customer', 'internal')),
  topic               text not null,
  product_model       text,
  trainer             text not null,
  place               text,
  held_on             date not null,
  registered_by       text not null,
  feedback_score      numeric(2, 1) constraint ck_training_feedback check (feedback_score between 1 and 5),
  feedback_comments   text,
  effective           boolean,
  improvements        text,
  constraint ck_training_case check ((kind = 'customer') = (case_no is not null))
);
create index ix_training_case on training (case_no);

-- Every version of the material stays, also those before the training and those that were refused.
create table training_material (
  id                  bigint generated always as identity constraint pk_training_material primary key,
  process_instance_id text not null,
  topic               text not null,
  version             text not null,
  title               text not null,
  content             text not null,
  prepared_by         text not null,
  prepared_at         timestamptz not null,
  passed              boolean,
  review_note         text,
  reviewed_by         text,
  reviewed_at         timestamptz,
  constraint uq_training_material_version unique (process_instance_id, version),
  constraint ck_training_material_review check ((passed is null) = (reviewed_at is null))
);

-- Who was trained (S0-18). Topic and date are the training's.
create table training_record (
  id           bigint generated always as identity constraint pk_training_record primary key,
  training_id  bigint not null constraint fk_training_record_training references training,
  person       text not null,
  organisation text not null,
  attended     boolean not null,
  score        integer constraint ck_training_record_score check (score between 1 and 5),
  constraint uq_training_record_person unique (training_id, person),
  constraint ck_training_record_absent check (attended or score is null)
);
create index ix_training_record_person on training_record (person);

create trigger training_record_append_only before update or delete or truncate on training_record
  for each statement execute function refuse_change();
