-- Evidence that history is as it was (docs/adr/0017).

-- What happened, as facts that never change afterwards: one row per fact, whatever table
-- holds it. Facts that the engine sets or changes later (the definition of an open step may
-- be migrated, a task may be renamed) count from the end of the thing they belong to. Times
-- are UTC, as the engine stores them; root_id is the root process instance.
create view audit_event (source, id, at, root_id, case_no, facts) as
select 'process-start', id_, start_time_, root_proc_inst_id_, null::text,
  jsonb_build_object('instance', proc_inst_id_, 'process', proc_def_key_, 'user', start_user_id_,
    'activity', start_act_id_, 'caller', super_process_instance_id_)
from act_hi_procinst
union all
select 'process-end', id_, end_time_, root_proc_inst_id_, null,
  jsonb_build_object('instance', proc_inst_id_, 'definition', proc_def_id_, 'businessKey', business_key_,
    'state', state_, 'activity', end_act_id_, 'reason', delete_reason_)
from act_hi_procinst where end_time_ is not null
union all
select 'activity-start', id_, start_time_, root_proc_inst_id_, null,
  jsonb_build_object('instance', proc_inst_id_, 'type', act_type_)
from act_hi_actinst
union all
select 'activity-end', id_, end_time_, root_proc_inst_id_, null,
  jsonb_build_object('instance', proc_inst_id_, 'definition', proc_def_id_, 'activity', act_id_, 'name', act_name_,
    'type', act_type_, 'state', act_inst_state_, 'assignee', assignee_, 'task', task_id_, 'called', call_proc_inst_id_,
    'started', to_char(start_time_, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
from act_hi_actinst where end_time_ is not null
union all
select 'task-create', id_, start_time_, root_proc_inst_id_, null,
  jsonb_build_object('instance', proc_inst_id_, 'activityInstance', act_inst_id_)
from act_hi_taskinst
union all
select 'task-end', id_, end_time_, root_proc_inst_id_, null,
  jsonb_build_object('instance', proc_inst_id_, 'task', task_def_key_, 'name', name_, 'description', description_,
    'assignee', assignee_, 'owner', owner_, 'priority', priority_, 'state', task_state_, 'reason', delete_reason_,
    'due', to_char(due_date_, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'followUp', to_char(follow_up_date_, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
from act_hi_taskinst where end_time_ is not null
union all
select 'variable', d.id_, d.time_, d.root_proc_inst_id_, null,
  jsonb_build_object('instance', d.proc_inst_id_, 'kind', d.type_, 'variable', d.var_inst_id_, 'name', d.name_,
    'type', d.var_type_, 'revision', d.rev_, 'text', d.text_, 'text2', d.text2_, 'long', d.long_::text,
    'double', d.double_::text, 'content', d.bytearray_id_, 'contentHash', encode(sha256(b.bytes_), 'hex'),
    'activityInstance', d.act_inst_id_, 'task', d.task_id_, 'operation', d.operation_id_)
from act_hi_detail d left join act_ge_bytearray b on b.id_ = d.bytearray_id_
union all
select case when d.root_proc_inst_id_ is null then 'lone-decision' else 'decision' end, d.id_, d.eval_time_,
  d.root_proc_inst_id_, null, jsonb_build_object('instance', d.proc_inst_id_, 'decision', d.dec_def_key_,
    'definition', d.dec_def_id_, 'name', d.dec_def_name_, 'activity', d.act_id_, 'activityInstance', d.act_inst_id_,
    'user', d.user_id_, 'collected', d.collect_value_::text, 'rootDecision', d.root_dec_inst_id_,
    'inputs', (select jsonb_agg(jsonb_build_object('name', i.clause_name_, 'type', i.var_type_, 'text', i.text_,
        'long', i.long_::text, 'double', i.double_::text, 'content', i.bytearray_id_) order by i.clause_id_, i.id_)
      from act_hi_dec_in i where i.dec_inst_id_ = d.id_),
    'outputs', (select jsonb_agg(jsonb_build_object('rule', o.rule_id_, 'order', o.rule_order_, 'name', o.var_name_,
        'type', o.var_type_, 'text', o.text_, 'long', o.long_::text, 'double', o.double_::text,
        'content', o.bytearray_id_) order by o.rule_order_, o.clause_id_, o.id_)
      from act_hi_dec_out o where o.dec_inst_id_ = d.id_))
from act_hi_decinst d
union all
select 'incident-open', id_, create_time_, root_proc_inst_id_, null,
  jsonb_build_object('instance', proc_inst_id_, 'type', incident_type_)
from act_hi_incident
union all
select 'incident-end', id_, end_time_, root_proc_inst_id_, null,
  jsonb_build_object('instance', proc_inst_id_, 'type', incident_type_, 'message', incident_msg_,
    'activity', activity_id_, 'failedActivity', failed_activity_id_, 'state', incident_state_)
from act_hi_incident where end_time_ is not null
union all
select 'identity-link', id_, timestamp_, root_proc_inst_id_, null,
  jsonb_build_object('task', task_id_, 'type', type_, 'user', user_id_, 'group', group_id_,
    'operation', operation_type_, 'by', assigner_id_)
from act_hi_identitylink
union all
select 'comment', id_, time_, root_proc_inst_id_, null,
  jsonb_build_object('instance', proc_inst_id_, 'task', task_id_, 'type', type_, 'user', user_id_,
    'action', action_, 'message', message_, 'fullMessage', encode(full_msg_, 'hex'))
from act_hi_comment
union all
select 'attachment', a.id_, a.create_time_, a.root_proc_inst_id_, null,
  jsonb_build_object('instance', a.proc_inst_id_, 'task', a.task_id_, 'user', a.user_id_, 'name', a.name_,
    'description', a.description_, 'type', a.type_, 'url', a.url_, 'content', a.content_id_,
    'contentHash', encode(sha256(b.bytes_), 'hex'))
from act_hi_attachment a left join act_ge_bytearray b on b.id_ = a.content_id_
where a.create_time_ is not null
union all
select 'operation', id_, timestamp_, root_proc_inst_id_, null,
  jsonb_build_object('user', user_id_, 'operation', operation_type_, 'operationId', operation_id_,
    'entity', entity_type_, 'category', category_, 'property', property_, 'old', org_value_, 'new', new_value_,
    'instance', proc_inst_id_, 'process', proc_def_key_, 'definition', proc_def_id_, 'task', task_id_, 'job', job_id_,
    'deployment', deployment_id_, 'batch', batch_id_, 'externalTask', external_task_id_)
from act_hi_op_log
union all
select 'job', id_, timestamp_, root_proc_inst_id_, null,
  jsonb_build_object('instance', process_instance_id_, 'job', job_id_, 'type', job_def_type_, 'state', job_state_,
    'activity', act_id_, 'failedActivity', failed_act_id_, 'retries', job_retries_, 'message', job_exception_msg_)
from act_hi_job_log
union all
select 'external-task', id_, timestamp_, root_proc_inst_id_, null,
  jsonb_build_object('instance', proc_inst_id_, 'externalTask', ext_task_id_, 'topic', topic_name_,
    'worker', worker_id_, 'state', state_, 'activity', act_id_, 'retries', retries_, 'message', error_msg_)
from act_hi_ext_task_log
union all
select 'case-event', id::text, at at time zone 'UTC', null, case_no,
  jsonb_build_object('type', type, 'actor', actor, 'text', text)
from case_event
union all
select 'clock-event', e.id::text, e.at at time zone 'UTC', null, c.case_no,
  jsonb_build_object('clock', c.id, 'instance', c.process_instance_id, 'policy', c.policy, 'round', c.round,
    'type', e.type, 'actor', e.actor, 'reason', e.reason,
    'due', to_char(e.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
from clock_event e join clock c on c.id = e.clock_id
union all
select 'message', id::text, created_at at time zone 'UTC', null, case_no,
  jsonb_build_object('template', template, 'channel', channel, 'recipient', recipient, 'subject', subject)
from notification
union all
-- The text as it stays: links that open something are taken out when a message is sent.
select 'message-sent', id::text, sent_at at time zone 'UTC', null, case_no,
  jsonb_build_object('template', template, 'channel', channel, 'recipient', recipient, 'address', address,
    'subject', subject, 'body', body)
from notification where sent_at is not null
union all
select 'document', id::text, created_at at time zone 'UTC', null, case_no,
  jsonb_build_object('documentNo', document_no, 'kind', kind, 'title', title, 'by', created_by,
    'contentHash', encode(sha256(content), 'hex'))
from case_document;

create index ix_case_event_at on case_event ((at at time zone 'UTC'));
create index ix_clock_event_at on clock_event ((at at time zone 'UTC'));
create index ix_notification_created on notification ((created_at at time zone 'UTC'));
create index ix_notification_sent on notification ((sent_at at time zone 'UTC')) where sent_at is not null;
create index ix_kefu_job_log_at on act_hi_job_log (timestamp_);

-- One day's facts, chained: root = the last link of the day's chain, which begins with the
-- root of the day before.
create table audit_seal (
  day           date constraint pk_audit_seal primary key,
  events        integer not null constraint ck_audit_seal_events check (events >= 0),
  previous_root text not null constraint uq_audit_seal_previous unique,
  root          text not null constraint uq_audit_seal_root unique,
  sealed_at     timestamptz not null
);

-- The links of the chain, which name a fact that was altered, and stay when the fact
-- itself is archived and removed.
create table audit_seal_event (
  day     date not null constraint fk_seal_event_seal references audit_seal,
  seq     integer not null,
  source  text not null,
  id      text not null,
  root_id text,
  hash    bytea not null constraint ck_seal_event_hash check (length(hash) = 32),
  constraint pk_audit_seal_event primary key (day, seq)
);
create index ix_seal_event_root on audit_seal_event (root_id) where root_id is not null;

create trigger audit_seal_append_only before update or delete or truncate on audit_seal
  for each statement execute function refuse_change();
create trigger audit_seal_event_append_only before update or delete or truncate on audit_seal_event
  for each statement execute function refuse_change();

-- What came of comparing history with its seals, every night and on demand.
create table audit_check (
  id         bigint generated always as identity constraint pk_audit_check primary key,
  day        date not null constraint fk_check_seal references audit_seal,
  checked_at timestamptz not null,
  intact     boolean not null,
  finding    text,
  constraint ck_audit_check_finding check (intact = (finding is null))
);
create index ix_audit_check_day on audit_check (day, id desc);
