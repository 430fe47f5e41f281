import type { ContactFacts, EventFacts } from "../../domain/facts.ts";
import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";

/** A run as its blocks need it. */
export interface RunRecord {
  id: string;
  workflowId: string;
  versionId: string;
  eventId: string;
  contactId: string;
  orderId: string | null;
  status: "pending" | "running" | "completed" | "failed" | "stopped";
  variables: Record<string, unknown>;
  test: TestLaunch | null;
  hops: number;
  /** How often it went on after failing: which attempt it is at. */
  retries: number;
  /** Whether it counts among those that have not got going yet. */
  isOpening: boolean;
  createdAt: Date;
}

/** How a test launch differs from a real run. */
export interface TestLaunch {
  skipWaiting: boolean;
  /** Whether its webhooks are called; missing in those that a release before this one kept. */
  callWebhooks?: boolean;
  /** Where its messages go instead of to the contact; null: into the built-in inbox only. */
  recipient: string | null;
  /** What it is about; no event was kept, so that nothing else sees it. */
  event: EventFacts;
  /** Whom it is about, where that is nobody we know. */
  contact: ContactFacts | null;
  /** Who asked for it, where their tests are counted. */
  by?: string;
}

/**
 * A run, its row locked to the end of the transaction: two attempts of the same step then follow
 * one another, and the second finds the first one's journal row.
 */
export async function lockRun(sql: Sql, id: string): Promise<RunRecord | undefined> {
  const rows = await sql.query<RunRecord>(
    {
      name: "lock-run",
      text: `select id, workflow_id as "workflowId", version_id as "versionId", event_id as "eventId",
                    contact_id as "contactId", order_id as "orderId", status,
                    variables, test, hops, retries, created_at as "createdAt",
                    opening_since is not null as "isOpening"
               from runs where id = $1 for no key update`,
    },
    [id],
  );
  return rows[0];
}

export async function setRunOrder(sql: Sql, runId: string, orderId: string): Promise<void> {
  await sql.query({ name: "set-run-order", text: "update runs set order_id = $2 where id = $1" }, [
    runId,
    orderId,
  ]);
}

export async function setRunVariable(
  sql: Sql,
  runId: string,
  name: string,
  value: unknown,
): Promise<void> {
  await sql.query(
    {
      name: "set-run-variable",
      text: "update runs set variables = variables || jsonb_build_object($2::text, $3::jsonb) where id = $1",
    },
    [runId, name, JSON.stringify(value ?? null)],
  );
}

/** A run's event key, which may be personal and so is read only where it is needed. */
export async function eventKeyOf(sql: Sql, runId: string): Promise<string> {
  const rows = await sql.query<{ key: string }>("select event_key as key from runs where id = $1", [
    runId,
  ]);
  return required(rows[0], `the run ${runId}`).key;
}
