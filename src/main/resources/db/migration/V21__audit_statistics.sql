-- What the audit statistics and lists ask for; docs/adr/0016 has the figures.

-- The figures of a period. The engine has these two indices; they keep their names and columns, so that an upgrade of
-- its schema finds them, and hold besides what is added up: the tables need not be read.
drop index act_idx_hi_pi_pdefid_end_time;
create index act_idx_hi_pi_pdefid_end_time on act_hi_procinst (proc_def_id_, end_time_)
  include (id_, start_time_, duration_);
drop index act_idx_hi_ai_pdefid_end_time;
create index act_idx_hi_ai_pdefid_end_time on act_hi_actinst (proc_def_id_, end_time_)
  include (act_id_, act_name_, act_type_, proc_inst_id_, duration_);

-- Evaluations of one table, newest first.
create index ix_kefu_hi_decinst_key_time on act_hi_decinst (dec_def_key_, eval_time_, id_);
create index ix_kefu_hi_decinst_def_time on act_hi_decinst (dec_def_id_, eval_time_) include (id_, proc_def_key_);

-- How often a rule fired and when it did last, and the evaluations by a rule that rarely fires.
create index ix_kefu_hi_dec_out_rule on act_hi_dec_out (rule_id_, create_time_) include (dec_inst_id_, clause_id_);

-- The operation log of one user, one kind of operation, one process, newest first.
create index ix_kefu_hi_op_log_user on act_hi_op_log (user_id_, timestamp_, id_);
create index ix_kefu_hi_op_log_type on act_hi_op_log (operation_type_, timestamp_, id_);
create index ix_kefu_hi_op_log_key on act_hi_op_log (proc_def_key_, timestamp_, id_);
