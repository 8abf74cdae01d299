-- History leaves the database only through the archive (docs/adr/0018): what is archived
-- gets its removal time then, nothing else has one.
create table archive_record (
  -- Root process instance, or 'decisions-' and the day for decisions of no process.
  root_id     text constraint pk_archive_record primary key,
  process_key text,
  case_no     text,
  ended_at    timestamptz not null,
  events      integer not null constraint ck_archive_record_events check (events > 0),
  -- Below the archive's directory.
  file        text not null constraint uq_archive_record_file unique,
  size        bigint not null,
  sha256      text not null,
  archived_at timestamptz not null
);
create index ix_archive_record_case on archive_record (case_no);

create trigger archive_record_append_only before update or delete or truncate on archive_record
  for each statement execute function refuse_change();

-- Which ended instances wait for the archive.
create index ix_kefu_procinst_unarchived on act_hi_procinst (end_time_)
  where removal_time_ is null and end_time_ is not null and id_ = root_proc_inst_id_;
create index ix_kefu_decinst_lone on act_hi_decinst (eval_time_)
  where removal_time_ is null and root_proc_inst_id_ is null;

-- Until now the engine set removal times when an instance ended.
update act_hi_procinst set removal_time_ = null where removal_time_ is not null;
update act_hi_actinst set removal_time_ = null where removal_time_ is not null;
update act_hi_taskinst set removal_time_ = null where removal_time_ is not null;
update act_hi_varinst set removal_time_ = null where removal_time_ is not null;
update act_hi_detail set removal_time_ = null where removal_time_ is not null;
update act_hi_identitylink set removal_time_ = null where removal_time_ is not null;
update act_hi_comment set removal_time_ = null where removal_time_ is not null;
update act_hi_attachment set removal_time_ = null where removal_time_ is not null;
update act_hi_op_log set removal_time_ = null where removal_time_ is not null;
update act_hi_incident set removal_time_ = null where removal_time_ is not null;
update act_hi_job_log set removal_time_ = null where removal_time_ is not null;
update act_hi_ext_task_log set removal_time_ = null where removal_time_ is not null;
update act_hi_decinst set removal_time_ = null where removal_time_ is not null;
update act_hi_dec_in set removal_time_ = null where removal_time_ is not null;
update act_hi_dec_out set removal_time_ = null where removal_time_ is not null;
update act_ge_bytearray set removal_time_ = null where removal_time_ is not null;
