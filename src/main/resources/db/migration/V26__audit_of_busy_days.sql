-- Sealing writes the links of a day while it reads the events, and the seal last (docs/adr/0017).
alter table audit_seal_event alter constraint fk_seal_event_seal deferrable initially deferred;

-- The other tables of audit_event have an index by time: a day is read without the rest.
create index ix_kefu_comment_time on act_hi_comment (time_);
create index ix_kefu_attachment_time on act_hi_attachment (create_time_);
create index ix_kefu_ext_task_log_time on act_hi_ext_task_log (timestamp_);
create index ix_case_document_at on case_document ((created_at at time zone 'UTC'));
