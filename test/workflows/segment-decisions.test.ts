import { expect, test } from "vitest";
import { createIngest } from "../../src/ingest/create.ts";
import { createSegment } from "../../src/services/segments/segments.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { afterwards } from "../support/afterwards.ts";
import { endOf, realRuns } from "../support/real-runs.ts";

test("a condition on a segment knows what the run's own event, and a block before it, have changed", async () => {
  const { db } = await realRuns("segment-decisions");
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  const context = contextOf(db);
  await db.query("insert into topics (id, key, name) values (make_uuid7(), 'news', 'News')");
  await createSegment(context, {
    name: "Twice",
    rule: { ">=": [{ events: { type: "order" } }, 2] },
  });
  await createSegment(context, {
    name: "News by SMS",
    rule: { in: ["news/sms", { var: "contact.topicsByChannel" }] },
  });
  const isIn = (id: string, name: string) => ({
    id,
    kind: "condition",
    config: { rule: { in: [name, { var: "contact.segments" }] } },
  });
  await makeWorkflow(db, {
    definition: inARow(
      isIn("twice", "Twice"),
      isIn("before", "News by SMS"),
      { id: "subscribe", kind: "subscribe", config: { topic: "news", channel: "sms" } },
      isIn("after", "News by SMS"),
      { id: "unsubscribe", kind: "unsubscribe", config: { topic: "news", channel: "sms" } },
      isIn("again", "News by SMS"),
    ),
  });
  // Nobody sweeps meanwhile: what is decided by is not what was told last.
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let holds = (): void => undefined;
  const held = new Promise<void>((resolve) => (holds = resolve));
  const sweep = db.tx(async (sql) => {
    await sql.query("select pg_advisory_xact_lock(hashtext('campanile.segment-sweep'))");
    holds();
    await released;
  });
  await held;
  const runOf = async (keyValue: string) => {
    const [result] = await ingest.ingest([incoming({ keyValue })]);
    const [run] = await db.query<{ id: string }>("select id from runs where event_id = $1", [
      result?.eventId,
    ]);
    return endOf(db, run?.id ?? "");
  };
  const by = { before: "no", after: "yes", again: "no" };
  const first = await runOf("first");
  expect(first).toMatchObject({ status: "completed", ways: { twice: "no", ...by } });
  const second = await runOf("second");
  expect(second).toMatchObject({ status: "completed", ways: { twice: "yes", ...by } });
  const members = await db.query(
    "select from segment_members m join segments s on s.id = m.segment_id where s.name = 'Twice'",
  );
  expect(members).toEqual([]);
  release();
  await sweep;
});
