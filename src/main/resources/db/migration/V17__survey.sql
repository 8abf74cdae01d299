-- Satisfaction surveys (S1-12, S2-85, S4-504): campaigns, whom they asked, what was answered.

create table survey (
  id                  bigint generated always as identity constraint pk_survey primary key,
  process_instance_id text not null constraint uq_survey_instance unique,
  title               text not null,
  period_from         date not null,
  period_to           date not null,
  sample_size         integer not null constraint ck_survey_sample check (sample_size >= 0),
  anonymous           boolean not null,
  closes_on           date not null,
  started_at          timestamptz not null,
  started_by          text not null,
  -- Who draws again with this seed from the same cases gets the same sample.
  seed                text not null,
  candidates          integer,
  closed_at           timestamptz,
  summary             text,
  advice              text,
  engineering_note    text,
  finished_at         timestamptz,
  constraint ck_survey_period check (period_to >= period_from)
);

create table survey_question (
  survey_id bigint not null constraint fk_question_survey references survey,
  position  integer not null constraint ck_question_position check (position between 1 and 5),
  text      text not null,
  constraint pk_survey_question primary key (survey_id, position)
);

-- Of the secret in a link only its SHA-256 is kept. When an answer came is not: in an anonymous survey it
-- would tell whose it is.
create table survey_invitation (
  id            bigint generated always as identity constraint pk_survey_invitation primary key,
  survey_id     bigint not null constraint fk_invitation_survey references survey,
  draw          integer not null,
  case_no       text not null constraint fk_invitation_case references service_case,
  department    text,
  product_model text,
  token_hash    bytea constraint uq_invitation_token unique,
  answered      boolean not null default false,
  constraint uq_invitation_case unique (survey_id, case_no)
);

create table survey_answer (
  id            bigint generated always as identity constraint pk_survey_answer primary key,
  survey_id     bigint not null constraint fk_answer_survey references survey,
  invitation_id bigint constraint fk_answer_invitation references survey_invitation
                constraint uq_answer_invitation unique,
  source        text not null constraint ck_answer_source check (source in ('link', 'import')),
  score         integer not null constraint ck_answer_score check (score between 1 and 5),
  department    text,
  product_model text,
  comment       text,
  answered_on   date not null
);
create index ix_answer_survey on survey_answer (survey_id);

create table survey_rating (
  answer_id bigint not null constraint fk_rating_answer references survey_answer,
  position  integer not null,
  score     integer not null constraint ck_rating_score check (score between 1 and 5),
  constraint pk_survey_rating primary key (answer_id, position)
);

-- What a message holds only until it is sent, such as the secret of a one-time link.
alter table notification add column secret text;
