-- A clock keeps the name that the decision table gave it, and whether a later date was agreed (S4-322).
alter table clock add column label text, add column extended boolean not null default false;
update clock set label = case policy
  when 'first-reply' then '首次回复' when 'relay' then '客诉通报' when 'universality' then '普遍性评估'
  when 'solution' then '提供解决方案' when 'progress' then '反馈处理进展' when 'corrective-measures' then '提出纠正措施'
  when 'completion' then '处理完成' when 'verification' then '效果确认' when 'report' then '编制改善报告'
  when 'result-reply' then '回复处理结果' when 'follow-up' then '回访' when 'decision' then '管理层裁决' else policy end;
alter table clock alter column label set not null;
