-- Numbers of internal reports (S2-82). The reports themselves are instances of the process
-- internal-report, behind the engine's tenant of the supervision group.
create sequence internal_report_number_seq;
