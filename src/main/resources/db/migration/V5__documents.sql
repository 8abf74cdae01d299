-- Documents of a case (S0-52), kept as they were given out.
create table case_document (
  id          bigint generated always as identity constraint pk_case_document primary key,
  case_no     text not null constraint fk_document_case references service_case,
  document_no text not null constraint uq_case_document_no unique,
  kind        text not null,
  title       text not null,
  step_key    text not null,
  content     bytea not null,
  size        integer not null,
  created_at  timestamptz not null,
  created_by  text not null,
  constraint uq_case_document unique (case_no, kind, step_key)
);

create trigger case_document_append_only before update or delete or truncate on case_document
  for each statement execute function refuse_change();
