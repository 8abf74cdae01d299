-- Files that staff attach to a case, kept as they came: the digest tells whether one still is what was uploaded.
create table case_attachment (
  id          bigint generated always as identity constraint pk_case_attachment primary key,
  case_no     text not null constraint fk_attachment_case references service_case,
  file_name   text not null,
  media_type  text not null,
  size        integer not null constraint ck_attachment_size check (size > 0),
  sha256      text not null,
  content     bytea not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  constraint uq_case_attachment unique (case_no, sha256)
);
-- Pictures and office files are compressed already.
alter table case_attachment alter column content set storage external;

create trigger case_attachment_append_only before update or delete or truncate on case_attachment
  for each statement execute function refuse_change();

-- Other cases of the same unit stand beside a case.
create index ix_case_serial on service_case (serial_no) where serial_no is not null;
