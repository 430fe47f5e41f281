import { expect } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { afterwards } from "./afterwards.ts";
import { makeWorkflow } from "./campaign.ts";
import { testDatabase } from "./database.ts";
import { inARow } from "./definitions.ts";
import { incoming } from "./events.ts";
import { testMailServer } from "./mail-server.ts";
import { ownTemporal } from "./own-temporal.ts";
import { unique } from "./temporal.ts";
import { eventually } from "./wait.ts";

/** A wait for another event, of a month. */
export const waitFor = (id: string, eventTypeKey: string) => ({
  id,
  kind: "waitForEvent",
  config: { eventTypeKey, timeout: { amount: 30, unit: "days" } },
});

/** Orders that run through some blocks, on a Temporal that can be restored to an earlier time. */
export async function restorable(...blocks: { id: string; kind: string; config: object }[]) {
  const { url, db } = await testDatabase(10);
  const mail = await testMailServer();
  const temporal = await ownTemporal();
  const settings = {
    databaseUrl: url,
    taskQueue: unique("older"),
    smtpUrl: mail.url,
    temporalAddress: temporal.address,
  };
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  await makeWorkflow(db, { definition: inARow(...blocks) });
  return {
    db,
    mail,
    temporal,
    settings,
    /** An event of each key, of a contact of its own. */
    send: (typeKey: string, keys: readonly string[]) =>
      ingest.ingest(
        keys.map((keyValue) => incoming({ typeKey, keyValue, email: `${keyValue}@example.com` })),
      ),
    /** Resolves when these runs wait at these blocks, and no other waits. */
    at: (expected: Record<string, string>) =>
      eventually("all to wait where they should", async () => {
        expect(await waitsOf(db)).toEqual(expected);
        return true;
      }),
    /** Resolves when runs have been told all that there is to tell. */
    told: () =>
      eventually("all of it to be told", async () => {
        const open = await db.query("select from run_signals where state = 'pending'");
        return open.length === 0;
      }),
    /** The id of an order's run. */
    runOf: async (key: string) => {
      const [run] = await db.query<{ id: string }>("select id from runs where event_key = $1", [
        key,
      ]);
      return run?.id ?? "";
    },
  };
}

/** At which wait each run stands that has not ended. */
async function waitsOf(db: Database): Promise<Record<string, string>> {
  const rows = await db.query<{ key: string; block: string }>(
    `select r.event_key as key, s.block_id as block from run_steps s join runs r on r.id = s.run_id
      where s.ended_at is null and r.status = 'running' order by 1`,
  );
  return Object.fromEntries(rows.map(({ key, block }) => [key, block]));
}
