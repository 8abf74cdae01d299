-- Answers to common questions (S1-38, S3-40). A row is a version: its text is never changed, a new row replaces it.

-- What of a text can be found: pairs of neighbouring Chinese characters, and Latin words and numbers, with and without
-- the hyphens between them (KF-200, KF200). Also applied to what is searched for, so the two always agree.
create function faq_terms(content text) returns text[] language sql immutable strict parallel safe as $$
  with plain as (select lower(normalize(content, nfkc)) as text),
  han as (select (regexp_matches(text, '[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]{2,}', 'g'))[1] as run from plain),
  word as (select (regexp_matches(text, '[a-z0-9]+(?:[-_./][a-z0-9]+)*', 'g'))[1] as word from plain)
  select coalesce(array_agg(distinct term), '{}') from (
    select substr(run, i, 2) from han, generate_series(1, length(run) - 1) as i
    union all select left(part, 40) from word, regexp_split_to_table(word, '[-_./]') as part
    union all select left(regexp_replace(word, '[-_./]', '', 'g'), 40) from word
  ) as found (term)
$$;

create table faq_entry (
  id               bigint generated always as identity constraint pk_faq_entry primary key,
  replaces         bigint constraint fk_faq_replaces references faq_entry constraint uq_faq_replaces unique,
  question         text not null,
  answer           text not null,
  product_model    text,
  owner_department text not null,
  valid_from       date not null,
  valid_to         date,
  source_case_no   text constraint fk_faq_case references service_case,
  uses             integer not null default 0,
  created_at       timestamptz not null,
  created_by       text not null,
  terms            tsvector not null generated always as
                     (array_to_tsvector(faq_terms(question || ' ' || answer || ' ' || coalesce(product_model, '')))) stored,
  -- A version that was replaced before its first day ends the day before it.
  constraint ck_faq_validity check (valid_to >= valid_from - 1)
);
create index ix_faq_terms on faq_entry using gin (terms);
create index ix_faq_uses on faq_entry (uses desc, id);

-- How many entries have a term: a search looks its rarest terms up, and only ranks by the others.
create table faq_term (
  term    text constraint pk_faq_term primary key,
  entries integer not null
);

create function count_faq_terms() returns trigger language plpgsql as $$
begin
  insert into faq_term select term, count(*) from added, unnest(tsvector_to_array(terms)) as term group by term order by term
    on conflict (term) do update set entries = faq_term.entries + excluded.entries;
  return null;
end $$;

create trigger faq_entry_terms after insert on faq_entry referencing new table as added
  for each statement execute function count_faq_terms();
create trigger faq_entry_keeps_its_text before update of question, answer, product_model, owner_department, valid_from or delete
  on faq_entry for each statement execute function refuse_change();

create table faq_use (
  faq_id  bigint not null constraint fk_faq_use_entry references faq_entry,
  case_no text not null constraint fk_faq_use_case references service_case,
  at      timestamptz not null,
  constraint pk_faq_use primary key (faq_id, case_no)
);
create index ix_faq_use_case on faq_use (case_no);
