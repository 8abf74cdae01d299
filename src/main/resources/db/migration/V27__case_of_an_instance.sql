-- The archive asks for the case of each instance (docs/adr/0018).
create index ix_case_instance on service_case (process_instance_id);
