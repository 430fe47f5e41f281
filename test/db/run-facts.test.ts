import { expect, test } from "vitest";
import type { Sql } from "../../src/db/core/database.ts";
import { factsOf } from "../../src/db/runs/run-facts.ts";
import type { RunRecord } from "../../src/db/runs/run-rows.ts";
import { lockRun } from "../../src/db/runs/run-rows.ts";
import { allFacts } from "../../src/domain/fact-needs.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";

interface Plan {
  "Relation Name"?: string;
  "Actual Loops"?: number;
  Plans?: Plan[];
}

/** How often a plan looked into a table. */
function looksInto(plan: Plan, table: string): number {
  const own = plan["Relation Name"] === table ? (plan["Actual Loops"] ?? 0) : 0;
  return (plan.Plans ?? []).reduce((sum, below) => sum + looksInto(below, table), own);
}

test("chats and RFM of a run's contact are read only where they are asked for, and by no further statement", async () => {
  const { db } = await testDatabase();
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  await makeWorkflow(db);
  await ingest.ingest([incoming()]);
  await db.query(
    `insert into contact_rfm (contact_id, class, recency, frequency, monetary, since)
     select id, 'loyal', 3, 4, 5, now() from contacts`,
  );
  await db.query(
    "insert into contact_identities (kind, value, contact_id) select 'telegram', '7', id from contacts",
  );
  const [row] = await db.query<{ id: string }>("select id from runs");
  const run = await db.tx(async (sql): Promise<RunRecord | undefined> =>
    lockRun(sql, row?.id ?? ""),
  );
  if (run === undefined) throw new Error("no run");

  const read = async (needs: typeof allFacts) => {
    const statements: Parameters<Sql["query"]>[0][] = [];
    let ofContact: { text: string; values: readonly unknown[] } = { text: "", values: [] };
    const query: Sql["query"] = (statement, values) => {
      statements.push(statement);
      if (typeof statement === "object" && statement.name === "contact-facts") {
        ofContact = { text: statement.text, values: values ?? [] };
      }
      return db.query(statement, values);
    };
    const { contact } = await factsOf({ ...db, query }, run, new Date().toISOString(), needs);
    const [explained] = await db.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      `explain (analyze, timing off, format json) ${ofContact.text}`,
      [...ofContact.values],
    );
    if (explained === undefined) throw new Error("no plan");
    const [{ Plan: plan }] = explained["QUERY PLAN"];
    const looks = ["contact_rfm", "contact_identities"].map((table) => looksInto(plan, table));
    return { count: statements.length, looks, chats: contact?.chats, rfm: contact?.rfm?.class };
  };
  const all = await read(allFacts);
  expect(all).toMatchObject({ looks: [1, 1], chats: { telegram: "7" }, rfm: "loyal" });
  const none = await read({ chats: false, rfm: false });
  expect(none).toEqual({ count: all.count, looks: [0, 0], chats: null, rfm: undefined });
  expect(await read({ chats: false, rfm: true })).toMatchObject({ looks: [1, 0], rfm: "loyal" });
});
