import { contextOf } from "../../support/context.ts";
import { expect, test } from "vitest";
import { maxHops } from "../../../src/domain/hops.ts";
import { getContact, updateContact } from "../../../src/services/contacts/contacts.ts";
import { raiseContactChanges } from "../../../src/services/contacts/raise-change.ts";
import { importOne } from "../../../src/services/contact-imports/import-contacts.ts";
import { mergeContacts } from "../../../src/services/contacts/merge.ts";
import { upsertContact } from "../../../src/services/contacts/upsert.ts";
import type { Identity } from "../../../src/domain/identity.ts";
import { makeWorkflow, startOnOrder } from "../../support/campaign.ts";
import { testDatabase } from "../../support/database.ts";
import { incoming } from "../../support/events.ts";
import { count, startsHere } from "../../support/starts.ts";
import { eventually } from "../../support/wait.ts";

const onChange = { ...startOnOrder, eventTypeKey: "contactFieldChanged" };
const ofCity = { ...onChange, filter: { in: ["city", { var: "event.params.fields" }] } };
const ofNewCity = {
  ...onChange,
  filter: { "==": [{ var: "event.params.new.city" }, "Odesa"] },
};
const email = (value: string): Identity => ({ kind: "email", value });

async function setUp() {
  const { db } = await testDatabase();
  const ada = await upsertContact(contextOf(db), {
    identities: [email("ada@example.com")],
    profile: { attributes: { city: "Lviv" } },
  });
  const events = () =>
    db.query<{ params: object; contact_id: string; source: string }>(
      "select params, contact_id, source from events order by id",
    );
  return { db, id: ada.contact.id, events };
}

test("a changed field starts what is bound to it: old and new values stand in the event", async () => {
  const { db, id, events } = await setUp();
  await makeWorkflow(db, { bindings: [ofCity] });
  await updateContact(contextOf(db), id, {
    firstName: "Ada",
    attributes: { city: "Kyiv" },
  });
  expect(await events()).toEqual([
    {
      params: {
        fields: ["city", "firstName"],
        old: { city: "Lviv", firstName: null },
        new: { city: "Kyiv", firstName: "Ada" },
      },
      contact_id: id,
      source: "contact",
    },
  ]);
  expect(await count(db, "runs where contact_id = $1", [id])).toBe(1);
});

test("a field that the filter does not name starts nothing; what is written as it was raises nothing", async () => {
  const { db, id, events } = await setUp();
  await makeWorkflow(db, { bindings: [ofCity] });
  await updateContact(contextOf(db), id, { lastName: "Lovelace" });
  await upsertContact(contextOf(db), {
    identities: [email("ada@example.com")],
    profile: { lastName: "Lovelace", attributes: { city: "Lviv" } },
  });
  expect(await events()).toHaveLength(1);
  expect(await count(db, "event_decisions where outcome = 'filtered'")).toBe(1);
  expect(await count(db, "runs")).toBe(0);
});

test("an upsert raises it too, also of an address that was empty; a contact that is made has not changed", async () => {
  const { db, id, events } = await setUp();
  await makeWorkflow(db, { bindings: [onChange] });
  await upsertContact(contextOf(db), {
    identities: [email("bob@example.com")],
    profile: {},
  });
  expect(await events()).toEqual([]);
  await upsertContact(contextOf(db), {
    identities: [email("ada@example.com"), { kind: "phone", value: "+380441234567" }],
    profile: {},
  });
  expect(await events()).toMatchObject([
    { params: { fields: ["phone"], new: { phone: "+380441234567" } }, contact_id: id },
  ]);
});

test("while nothing is bound to it and no run waits for it, a change keeps no event", async () => {
  const { db, id, events } = await setUp();
  await updateContact(contextOf(db), id, { firstName: "Ada" });
  expect(await events()).toEqual([]);
});

test("a change that is rolled back has raised nothing", async () => {
  const { db, id, events } = await setUp();
  await makeWorkflow(db, { bindings: [onChange] });
  await upsertContact(contextOf(db), {
    identities: [email("bob@example.com")],
    profile: {},
  });
  const taken = updateContact(contextOf(db), id, {
    firstName: "Ada",
    email: email("bob@example.com"),
  });
  await expect(taken).rejects.toThrow("belongs to another contact");
  expect(await events()).toEqual([]);
});

test("a run that waits for a change goes on with it", async () => {
  const { db, ingest } = await startsHere();
  await makeWorkflow(db, {
    definition: {
      blocks: [
        { id: "start", kind: "start" },
        { id: "wait", kind: "waitForEvent", config: { eventTypeKey: "contactFieldChanged" } },
        { id: "end", kind: "end" },
        { id: "late", kind: "end" },
      ],
      edges: [
        { from: "start", to: "wait" },
        { from: "wait", branch: "event", to: "end" },
        { from: "wait", branch: "timeout", to: "late" },
      ],
    },
  });
  const [started] = await ingest.ingest([incoming()]);
  const id = started !== undefined && "contactId" in started ? (started.contactId ?? "") : "";
  await eventually("the wait", async () => (await count(db, "run_waits")) === 1);
  await updateContact(contextOf(db), id, { language: "uk" });
  await eventually(
    "the run to end",
    async () => (await count(db, "runs where status = 'completed'")) === 1,
  );
  expect(await count(db, "run_steps where block_id = 'wait' and branch = 'event'")).toBe(1);
});

test("a change by a run counts its hops: a circle ends with a reason", async () => {
  const { db, id } = await setUp();
  await makeWorkflow(db, { bindings: [onChange] });
  await contextOf(db).transaction(async (context) => {
    const before = await getContact(context, id);
    const after = { ...before, language: "uk" };
    const change = { contactId: id, before, after, hops: maxHops + 1 };
    expect(await raiseContactChanges(context.sql, [change])).toBe(true);
  });
  const decisions = await db.query("select outcome from event_decisions");
  expect(decisions).toEqual([{ outcome: "loop" }]);
});

test("of two contacts that are merged, the kept one tells what it took over, once", async () => {
  const { db, id, events } = await setUp();
  await makeWorkflow(db, { bindings: [onChange] });
  const bob = await upsertContact(contextOf(db), {
    identities: [email("bob@example.com")],
    profile: { firstName: "Bob", attributes: { city: "Kyiv" } },
  });
  await contextOf(db).transaction((context) =>
    mergeContacts(context, { kept: id, gone: bob.contact.id }),
  );
  expect(await events()).toMatchObject([
    { params: { fields: ["firstName"], new: { firstName: "Bob" } }, contact_id: id },
  ]);
});

test("an import tells of each contact that it changed, and of none that it made", async () => {
  const { db, id, events } = await setUp();
  await makeWorkflow(db, { bindings: [ofNewCity] });
  for (const name of ["ada", "eve"]) {
    const profile = { attributes: { city: "Odesa" } };
    const contact = { identities: [email(`${name}@example.com`)], profile, segments: [] };
    await importOne(contextOf(db), contact, { kind: "email" });
  }
  expect(await events()).toMatchObject([
    { params: { fields: ["city"], old: { city: "Lviv" }, new: { city: "Odesa" } }, contact_id: id },
  ]);
  expect(await count(db, "runs where contact_id = $1", [id])).toBe(1);
});
