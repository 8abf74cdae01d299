-- The engine's schema has no index that serves job acquisition: with many future timers every poll scans the table.
create index ix_kefu_job_due on act_ru_job (duedate_) where retries_ > 0 and suspension_state_ = 1;
create index ix_kefu_job_locked on act_ru_job (process_instance_id_) where lock_owner_ is not null;
