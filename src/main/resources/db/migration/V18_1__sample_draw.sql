-- The weekly samples for spot-check visits (S4-423). With population, size and seed anybody draws the same again;
-- io.kefu.followup.Sample says how.

create table sample_draw (
  id          bigint generated always as identity constraint pk_sample_draw primary key,
  drawn_at    timestamptz not null,
  drawn_by    text not null,
  period_from timestamptz not null,
  period_to   timestamptz not null,
  sample_size integer not null constraint ck_sample_draw_size check (sample_size > 0),
  seed        bigint not null,
  population  text[] not null,
  drawn       text[] not null,
  constraint ck_sample_draw_drawn check (drawn <@ population)
);

create trigger sample_draw_append_only before update or delete or truncate on sample_draw
  for each statement execute function refuse_change();
