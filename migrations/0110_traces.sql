-- The span that an event was taken in within, as W3C writes it in the header traceparent: the run that it
-- starts, and what tells another run of it, go on with the same trace. Null, as it is in each row of
-- before and wherever nothing is traced.
-- runs with: 0096
alter table runs add column trace text;
alter table run_signals add column trace text;
