import type { EventFacts } from "../../domain/facts.ts";
import type { Sql } from "../core/database.ts";
import type { TestLaunch } from "./run-rows.ts";

/** Writes a pending run of a test launch. Of its event no row is kept: it stands in the run. */
export async function insertTestRun(
  sql: Sql,
  run: {
    id: string;
    workflowId: string;
    versionId: string;
    contactId: string;
    test: TestLaunch;
  },
): Promise<void> {
  const { event } = run.test;
  await sql.query(
    `insert into runs (id, temporal_id, binding_id, workflow_id, version_id, event_id, event_key,
                       contact_id, test, created_at)
     values ($1, $2, null, $3, $4, $5, $6, $7, $8, date_trunc('milliseconds', clock_timestamp()))`,
    [
      run.id,
      `run/test/${run.id}`,
      run.workflowId,
      run.versionId,
      event.id,
      event.keyValue,
      run.contactId,
      JSON.stringify(run.test),
    ],
  );
}

/** The contact's newest event of a type that starts the workflow: what a test is about by default. */
export async function latestStartEventOf(
  sql: Sql,
  workflowId: string,
  contactId: string,
): Promise<EventFacts | undefined> {
  const [row] = await sql.query<
    Omit<EventFacts, "receivedAt" | "occurredAt"> & { receivedAt: Date; occurredAt: Date | null }
  >(
    `select e.id, t.key as "typeKey", e.key_value as "keyValue", e.params,
            e.received_at as "receivedAt", e.occurred_at as "occurredAt"
       from events e
       join event_types t on t.id = e.type_id
      where e.contact_id = $2
        and e.type_id in (select event_type_id from bindings where workflow_id = $1 and role = 'start')
      order by e.id desc limit 1`,
    [workflowId, contactId],
  );
  return (
    row && {
      ...row,
      receivedAt: row.receivedAt.toISOString(),
      occurredAt: row.occurredAt?.toISOString() ?? null,
    }
  );
}

/** The key of a type that starts the workflow. */
export async function startTypeOf(sql: Sql, workflowId: string): Promise<string | null> {
  const [row] = await sql.query<{ key: string }>(
    `select t.key from bindings b join event_types t on t.id = b.event_type_id
      where b.workflow_id = $1 and b.role = 'start' order by b.enabled desc, b.created_at, b.id limit 1`,
    [workflowId],
  );
  return row?.key ?? null;
}

/** Until the end of the transaction: two tests that somebody asks for at once are counted one after the other. */
export async function lockTester(sql: Sql, personId: string): Promise<void> {
  await sql.query("select id from people where id = $1 for no key update", [personId]);
}

/** How many of a workflow's newest tests somebody has asked for in the last minutes, up to 500. */
export async function countTestsBy(
  sql: Sql,
  workflowId: string,
  personId: string,
  minutes: number,
): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count
       from (select test, created_at from runs where workflow_id = $1 order by id desc limit 500) as newest
      where test->>'by' = $2 and created_at > clock_timestamp() - make_interval(mins => $3)`,
    [workflowId, personId, minutes],
  );
  return row?.count ?? 0;
}
