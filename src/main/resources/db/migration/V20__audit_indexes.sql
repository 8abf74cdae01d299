-- Lists of instances go along an index in the order that was asked for (docs/adr/0015). What runs has no end and no
-- duration: it counts as the latest and longest.
create index ix_kefu_procinst_start on act_hi_procinst (start_time_, id_)
  include (end_time_, duration_, business_key_, proc_def_key_);
create index ix_kefu_procinst_end on act_hi_procinst (coalesce(end_time_, 'infinity'::timestamp), id_);
create index ix_kefu_procinst_duration on act_hi_procinst (coalesce(duration_, 9223372036854775807), id_);
create index ix_kefu_procinst_case on act_hi_procinst ((coalesce(business_key_, '') collate "C"), id_);

-- A process, or a version that is long gone, from its newest instance on.
create index ix_kefu_procinst_key on act_hi_procinst (proc_def_key_, start_time_, id_);
create index ix_kefu_procinst_version on act_hi_procinst (proc_def_id_, start_time_, id_);

-- The exceptions: begun at these, not at all the others.
create index ix_kefu_procinst_terminated on act_hi_procinst (start_time_, id_)
  where state_ in ('EXTERNALLY_TERMINATED', 'INTERNALLY_TERMINATED');
create index ix_case_withdrawn on service_case (case_no) where state = 'WITHDRAWN';
create index ix_case_severity on service_case (severity, case_no) where severity is not null;
create index ix_clock_instance on clock (process_instance_id);
create index ix_clock_missed on clock (process_instance_id) where state = 'BREACHED' or level >= 2;

-- Who took part.
create index ix_kefu_taskinst_assignee on act_hi_taskinst (assignee_, proc_inst_id_);
create index ix_kefu_op_log_user on act_hi_op_log (user_id_, proc_inst_id_);
