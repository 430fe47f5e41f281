-- Events keep which ids named nobody, and why.
-- runs with: 0026
alter table events add column ignored jsonb;
