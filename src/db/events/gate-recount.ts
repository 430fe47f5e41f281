import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

/**
 * Waits until no transaction that has read bindings is in progress, and keeps new ones waiting until
 * this one ends. Reading a table holds a lock on it until its transaction ends, so ingest pays
 * nothing for this.
 * @throws lock_not_available (55P03) after five seconds, before which nothing else waited longer
 */
export async function excludeReadersOfBindings(sql: Sql): Promise<void> {
  await sql.query("set local lock_timeout = '5s'");
  await sql.query("lock table bindings in access exclusive mode");
}

export interface Launch {
  subject: string;
  launchedAt: Date;
}

/**
 * When each contact was launched last by a binding, or would have been but for being held out, since a
 * time: what runs and holdouts remember.
 */
export async function lastLaunchesOfContacts(
  sql: Sql,
  binding: { id: string; workflowId: string },
  since: Date,
): Promise<(Launch & { eventId: string })[]> {
  return sql.query(
    `select distinct on (subject) subject, "launchedAt", "eventId"
       from (select contact_id as subject, created_at as "launchedAt", event_id as "eventId"
               from runs
              where workflow_id = $1 and binding_id = $2 and created_at >= $3
                and id >= uuid7_floor($3 - interval '1 hour')
             union all
             select contact_id, at, event_id from holdouts
              where workflow_id = $1 and binding_id = $2 and at >= $3) launches
      order by subject, "launchedAt" desc`,
    [binding.workflowId, binding.id, since],
  );
}

/** The same for event keys; the caller knows which subject stands for a key. */
export async function lastLaunchesOfKeys(
  sql: Sql,
  binding: { id: string; workflowId: string },
  since: Date,
): Promise<{ key: string; launchedAt: Date; eventId: string }[]> {
  return sql.query(
    `select distinct on (key) key, "launchedAt", "eventId"
       from (select event_key as key, created_at as "launchedAt", event_id as "eventId"
               from runs
              where workflow_id = $1 and binding_id = $2 and created_at >= $3
                and id >= uuid7_floor($3 - interval '1 hour')
             union all
             select e.key_value, h.at, h.event_id from holdouts h join events e on e.id = h.event_id
              where h.workflow_id = $1 and h.binding_id = $2 and h.at >= $3) launches
      order by key, "launchedAt" desc`,
    [binding.workflowId, binding.id, since],
  );
}

const launchArrays = rowArrays<Launch & { eventId: string }>(
  {
    subject: ["uuid", ({ subject }) => subject],
    launched_at: ["timestamptz", ({ launchedAt }) => launchedAt],
    event_id: ["uuid", ({ eventId }) => eventId],
  },
  2,
);

/** Makes gates remember launches; a gate that remembers a later one keeps it. */
export async function recordLaunches(
  sql: Sql,
  bindingId: string,
  launches: readonly (Launch & { eventId: string })[],
): Promise<void> {
  await sql.query(
    `insert into launch_gates as g (binding_id, subject, launched_at, next_allowed_at, event_id)
     select $1, subject, launched_at, launched_at, event_id
       from ${launchArrays.unnest} as l (${launchArrays.names})
     on conflict (binding_id, subject) do update
       set launched_at = excluded.launched_at, event_id = excluded.event_id
       where g.launched_at < excluded.launched_at`,
    [bindingId, ...launchArrays.values(launches)],
  );
}

/** The gates of a binding that launched since a time, by subject, behind a given one. */
export async function gatesBehind(
  sql: Sql,
  bindingId: string,
  since: Date,
  behind: string,
  limit: number,
): Promise<Launch[]> {
  return sql.query<Launch>(
    `select subject, launched_at as "launchedAt" from launch_gates
      where binding_id = $1 and subject > $3 and launched_at >= $2
      order by subject limit $4`,
    [bindingId, since, behind, limit],
  );
}

interface OpeningTime {
  subject: string;
  nextAllowedAt: Date;
}

const openingArrays = rowArrays<OpeningTime>(
  {
    subject: ["uuid", ({ subject }) => subject],
    at: ["timestamptz", ({ nextAllowedAt }) => nextAllowedAt],
  },
  2,
);

export async function setGates(
  sql: Sql,
  bindingId: string,
  gates: readonly OpeningTime[],
): Promise<void> {
  await sql.query(
    `update launch_gates g set next_allowed_at = n.at
       from ${openingArrays.unnest} as n (${openingArrays.names})
      where g.binding_id = $1 and g.subject = n.subject and g.next_allowed_at <> n.at`,
    [bindingId, ...openingArrays.values(gates)],
  );
}

/** Opens the gates whose last launch is before a time. */
export async function openGatesBefore(sql: Sql, bindingId: string, before: Date): Promise<void> {
  await sql.query(
    `update launch_gates set next_allowed_at = launched_at
      where binding_id = $1 and launched_at < $2 and next_allowed_at > $2`,
    [bindingId, before],
  );
}

/** Closes all gates of a binding for good. */
export async function closeGates(sql: Sql, bindingId: string): Promise<void> {
  await sql.query(
    "update launch_gates set next_allowed_at = 'infinity' where binding_id = $1 and next_allowed_at <> 'infinity'",
    [bindingId],
  );
}
