-- Runs that wait are claimed in turn for each workflow, so that no campaign's burst holds up another's.
-- runs with: 0021

-- The claim skips from workflow to workflow through it, and takes the oldest of each. An older program,
-- which claims by age alone, sorts what waits in a lane.
drop index runs_pending;
create index runs_pending on runs (lane, bulk, workflow_id, id) where status = 'pending';
