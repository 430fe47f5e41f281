import type { Condition } from "../../../src/domain/notifications/condition.ts";
import type { Database } from "../../../src/db/core/database.ts";
import { sweepNotifications } from "../../../src/services/notifications/sweep.ts";
import { createTarget } from "../../../src/services/notifications/targets.ts";
import { createRule } from "../../../src/services/notifications/rules.ts";
import type { MadeWorkflow } from "../../support/campaign.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";

/** Runs of a workflow, as if they had started some hours ago and ended at once. */
export async function pastRuns(
  db: Database,
  { id, versionId }: MadeWorkflow,
  given: { hoursAgo: number; count?: number; status?: string },
): Promise<void> {
  const { hoursAgo, count = 1, status = "completed" } = given;
  await db.query(
    `insert into runs (id, temporal_id, workflow_id, version_id, event_id, event_key, contact_id,
                       created_at, started_at, ended_at, status)
     select (substr(uuid7_floor(at)::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid,
            'run/' || gen_random_uuid(), $1, $2, gen_random_uuid(), 'key', gen_random_uuid(), at, at, at, $5
       from (select now() - make_interval(secs => $3::float8 * 3600) as at
               from generate_series(1, $4::int)) as n`,
    [id, versionId, hoursAgo, count, status],
  );
}

export interface Scene {
  db: Database;
  targetId: string;
  rule(condition: Condition, more?: { quietHours?: number }): Promise<string>;
  /** What a sweep comes to: each beginning and each end that is told, in words. */
  sweep(): Promise<string[]>;
}

/** A database with a target, and rules that are looked at when a test says so. */
export async function scene(): Promise<Scene> {
  const { db } = await testDatabase();
  const context = contextOf(db);
  const target = await createTarget(context, undefined, {
    kind: "email",
    name: "Shift",
    language: "en",
    address: "shift@example.com",
  });
  const told = new Set<string>();
  return {
    db,
    targetId: target.id,
    rule: async (condition, { quietHours = 0 } = {}) => {
      const wanted = { name: condition.kind, condition, quietHours, enabled: true };
      return (await createRule(context, { ...wanted, targetIds: [target.id] })).id;
    },
    sweep: async () => {
      await sweepNotifications(context, db);
      const rows = await db.query<{ id: string; words: string }>(
        `select n.id, n.what || ' ' || coalesce(o.name, 'all') as words
           from notification_tellings n join notification_occurrences o on o.id = n.occurrence_id
          order by n.id`,
      );
      const fresh = rows.filter(({ id }) => !told.has(id));
      for (const { id } of fresh) told.add(id);
      return fresh.map(({ words }) => words);
    },
  };
}
