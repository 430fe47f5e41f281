import { expect, test } from "vitest";
import { createSegment } from "../../src/services/segments/segments.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import type { Stack } from "../support/mail-stack.ts";
import { stack } from "../support/mail-stack.ts";
import { count } from "../support/starts.ts";
import { eventually } from "../support/wait.ts";

// Segments by rule, whose members come and go as contacts change: the worker's sweeps move them.

const pause = inARow({ id: "pause", kind: "delay", config: { amount: 3, unit: "days" } });
const ofKyiv = { "==": [{ var: "event.params.segment" }, "Kyiv"] };
const entersKyiv = { ...startOnOrder, eventTypeKey: "segmentEntered", filter: ofKyiv };
const leavesKyiv = { role: "stop", eventTypeKey: "segmentLeft", filter: ofKyiv };

/** Segments by an attribute, each with nobody in it yet. */
async function segmentsBy({ db }: Stack, rules: Record<string, [string, string]>): Promise<void> {
  for (const [name, [attribute, value]] of Object.entries(rules)) {
    const rule = { "==": [{ var: `contact.attributes.${attribute}` }, value] };
    await createSegment(contextOf(db), { name, rule });
  }
  // Who is in from the beginning is told of to nobody.
  await eventually(
    "the first members",
    async () => (await count(db, "segment_rules where computed_at is null")) === 0,
  );
}

const change = ({ post }: Stack, name: string, attributes: object) =>
  post("/contacts/upsert", { email: `${name}@example.com`, attributes });

const events = ({ db }: Stack, key: string, segment: string) =>
  count(
    db,
    "events e join event_types t on t.id = e.type_id where t.key = $1 and e.params->>'segment' = $2",
    [key, segment],
  );

test("entering a segment by rule starts a run, and leaving it ends that run's wait; other segments' moves do neither", async () => {
  const all = await stack();
  const { db, mail, ended } = all;
  await segmentsBy(all, { Kyiv: ["city", "Kyiv"], Gold: ["plan", "gold"] });
  const waits = { eventTypeKey: "segmentLeft", filter: ofKyiv };
  await makeWorkflow(db, {
    definition: inARow(
      { id: "wait", kind: "waitForEvent", config: waits },
      email("mail", "Goodbye, {{ waited.wait.params.segment }}"),
    ),
    bindings: [entersKyiv],
  });
  await change(all, "ada", { city: "Lviv", plan: "gold" });
  await eventually("Ada in Gold", () => events(all, "segmentEntered", "Gold"));
  expect(await count(db, "runs")).toBe(0);

  await change(all, "ada", { city: "Kyiv" });
  await eventually("the wait", () => count(db, "run_waits where closed_at is null"));
  await change(all, "ada", { plan: "silver" });
  await eventually("Ada out of Gold", () => events(all, "segmentLeft", "Gold"));
  expect(await count(db, "run_waits where closed_at is null")).toBe(1);

  await change(all, "ada", { city: "Odesa" });
  expect(await ended(1)).toMatchObject([{ status: "completed" }]);
  expect(mail.received.map(({ subject, to }) => [subject, to])).toEqual([
    ["Goodbye, Kyiv", "ada@example.com"],
  ]);
  expect(await count(db, "runs")).toBe(1);
});

test("leaving a segment by rule stops runs by a stop event and by a stop rule, entering one by a stop rule, and nobody else's", async () => {
  const all = await stack();
  const { db, ingest } = all;
  await segmentsBy(all, { Kyiv: ["city", "Kyiv"], Lviv: ["city", "Lviv"] });
  const rule = (segment: string, when: string) => ({ kind: "segment", segment, when });
  await makeWorkflow(db, {
    name: "By event",
    definition: pause,
    bindings: [entersKyiv, leavesKyiv],
  });
  await makeWorkflow(db, {
    name: "By leaving",
    definition: pause,
    stopRules: [rule("Kyiv", "leaves")],
  });
  await makeWorkflow(db, {
    name: "By entering",
    definition: pause,
    stopRules: [rule("Lviv", "enters")],
  });
  const stopped = () =>
    db.query(
      `select w.name, c.email, r.stop_reason as reason
         from runs r join workflows w on w.id = r.workflow_id join contacts c on c.id = r.contact_id
        where r.status = 'stopped' order by c.email, w.name`,
    );
  const isIn = 'the contact is in the segment "Lviv"';
  const isOut = 'the contact is not in the segment "Kyiv"';

  // Of Carol the rules themselves are asked as her runs begin.
  await change(all, "carol", { city: "Lviv" });
  await ingest.ingest([incoming({ email: "carol@example.com" })]);
  await eventually("Carol's stops", async () => (await stopped()).length === 2);
  const ofCarol = [
    { name: "By entering", email: "carol@example.com", reason: isIn },
    { name: "By leaving", email: "carol@example.com", reason: isOut },
  ];
  expect(await stopped()).toEqual(ofCarol);
  expect(await count(db, "run_steps")).toBe(0);

  for (const name of ["ada", "bob"]) await change(all, name, { city: "Kyiv" });
  await ingest.ingest([incoming(), incoming({ email: "bob@example.com", keyValue: "B-1" })]);
  const waiting = () => count(db, "run_steps where kind = 'delay' and ended_at is null");
  await eventually("six runs that wait", async () => (await waiting()) === 6);

  await change(all, "ada", { city: "Lviv" });
  await eventually("Ada's stops", async () => (await stopped()).length === 5);
  expect(await stopped()).toEqual([
    { name: "By entering", email: "ada@example.com", reason: isIn },
    { name: "By event", email: "ada@example.com", reason: null },
    { name: "By leaving", email: "ada@example.com", reason: isOut },
    ...ofCarol,
  ]);
  expect(await count(db, "runs where status = 'running'")).toBe(3);
});
