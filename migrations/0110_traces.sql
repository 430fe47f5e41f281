-- The span that an event was taken in within, as W3C writes it in the header traceparent: its run goes on
-- with the same trace. Null, as it is in each row of before and wherever nothing is traced.
-- runs with: 0096
alter table runs add column trace text;
