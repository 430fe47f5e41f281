import { contextOf } from "../support/context.ts";
import { beforeAll, expect, test } from "vitest";
import { databaseActivities } from "../../src/activities/database-activities.ts";
import { versionCache } from "../../src/activities/versions.ts";
import type { Database } from "../../src/db/core/database.ts";
import { eraseContact } from "../../src/services/contacts/contacts.ts";
import { mayReceive } from "../../src/services/topics/may-receive.ts";
import { inARow } from "../support/definitions.ts";
import type { RealRuns } from "../support/real-runs.ts";
import { endOf, realRuns } from "../support/real-runs.ts";
import { renderer } from "../support/renderer.ts";

let runs: RealRuns;
let db: Database;
beforeAll(async () => {
  runs = await realRuns("data-contacts");
  ({ db } = runs);
});

interface ContactShown {
  id: string;
  first_name: string | null;
  last_name: string | null;
  language: string | null;
  time_zone: string | null;
  attributes: Record<string, unknown>;
  confirmed_email: string | null;
}

async function contactOf(email: string): Promise<ContactShown | undefined> {
  const [row] = await db.query<ContactShown>(
    `select c.* from contacts c join contact_identities i on i.contact_id = c.id
      where i.kind = 'email' and i.value = $1`,
    [email],
  );
  return row;
}

const identified = (email: string) => ({ identities: [{ kind: "email" as const, value: email }] });

test("getOrder finds the contact's latest order with a status, and none with another", async () => {
  const workflow = await runs.make(
    inARow(
      { id: "any", kind: "getOrder", config: { by: "latest" } },
      { id: "delivered", kind: "getOrder", config: { by: "latest", status: "DELIVERED" } },
      { id: "cancelled", kind: "getOrder", config: { by: "latest", status: "CANCELLED" } },
    ),
  );
  await workflow.follow(identified("orders@b.eu"));
  const { id } = (await contactOf("orders@b.eu")) ?? {};
  const orders = [
    ["L-1", "DELIVERED", "2026-01-01"],
    ["L-2", "DELIVERED", "2026-02-01"],
    ["L-3", "INITIALIZED", "2026-03-01"],
  ];
  for (const order of orders) {
    await db.query(
      `insert into orders (id, contact_id, external_id, status, ordered_at, total_cost, currency)
       values (gen_random_uuid(), $1, $2, $3, $4, 5, 'EUR')`,
      [id, ...order],
    );
  }
  const { steps, ways } = await workflow.follow(identified("orders@b.eu"));
  expect(ways).toMatchObject({ any: "found", delivered: "found", cancelled: "notFound" });
  expect(steps.map(({ outcome }) => outcome["order"])).toEqual([
    "L-3",
    "L-2",
    undefined,
    undefined,
  ]);
});

test("updateContact writes templates, values and sums; what is missing changes nothing, null empties", async () => {
  const workflow = await runs.make(
    inARow({
      id: "update",
      kind: "updateContact",
      config: {
        firstName: "{{ event.params.name }}",
        lastName: "{{ event.params.nothing }}",
        language: "{{ event.params.language }}",
        timeZone: "{{ event.params.zone }}",
        attributes: {
          text: "Hello {{ event.params.name }}",
          list: "{{ event.params.list }}",
          number: "{{ event.params.number }}",
          fixed: true,
          old: null,
          kept: "{{ event.params.nothing }}",
          points: { plus: "{{ event.params.number }}" },
          cents: { plus: 0.2 },
          credit: { minus: 3 },
          fresh: { plus: 1 },
          word: { plus: 1 },
          odd: { plus: "{{ event.params.name }}" },
        },
      },
    }),
  );
  const params = { name: "Ada", list: [1, { a: 2 }], number: 7.5, language: "pt-BR", zone: "Mars" };
  await workflow.follow(identified("update@b.eu"));
  await db.query(
    `update contacts set last_name = 'L', time_zone = 'Europe/Kyiv', attributes = $1
      where email = 'update@b.eu'`,
    [{ old: 1, kept: 2, points: 10, cents: 0.1, credit: "1", word: "ten" }],
  );
  const { steps } = await workflow.follow({ ...identified("update@b.eu"), params });
  expect(await contactOf("update@b.eu")).toMatchObject({
    first_name: "Ada",
    last_name: "L",
    language: "pt-BR",
    time_zone: "Europe/Kyiv",
    attributes: {
      text: "Hello Ada",
      list: [1, { a: 2 }],
      number: 7.5,
      fixed: true,
      kept: 2,
      points: 17.5,
      cents: 0.3,
      credit: -2,
      fresh: 1,
      word: "ten",
    },
  });
  const { attributes } = (await contactOf("update@b.eu")) ?? {};
  expect(Object.keys(attributes ?? {})).not.toContain("old");
  const note = steps[0]?.outcome.note ?? "";
  for (const field of ["timeZone", "attributes.word", "attributes.odd"]) {
    expect(note).toContain(field);
  }
});

test("a sum is made once: the step done again adds nothing", async () => {
  const workflow = await runs.make(
    inARow({ id: "sum", kind: "updateContact", config: { attributes: { n: { plus: 1 } } } }),
  );
  const launches = Array.from({ length: 8 }, () => identified("sum@b.eu"));
  const ids = await workflow.launch(...launches);
  for (const id of ids) await endOf(db, id);
  expect((await contactOf("sum@b.eu"))?.attributes).toEqual({ n: 8 });
  // Temporal's at-least-once: the same activity with the same step.
  const activities = databaseActivities({
    renderer,
    db,
    findBlock: versionCache(),
    notifyWork: () => undefined,
  });
  const step = { runId: ids[0] ?? "", blockId: "sum", visit: 1, position: 1, check: false };
  const again = await activities.performBlock({ ...step, at: new Date().toISOString() });
  expect(again).toEqual({ branch: "next" });
  expect((await contactOf("sum@b.eu"))?.attributes).toEqual({ n: 8 });
});

test("a friend is looked for, made, shown to what follows, and changed; who is there stays as they are", async () => {
  const friend = "{{ event.params.friend }}";
  const workflow = await runs.make(
    inARow(
      { id: "before", kind: "contactExists", config: { email: friend } },
      {
        id: "make",
        kind: "createContact",
        config: {
          email: friend,
          firstName: "{{ event.params.name }}",
          attributes: { invitedBy: "{{ contact.id }}" },
          variable: "friend",
        },
      },
      {
        id: "note",
        kind: "updateContact",
        config: { variable: "friend", attributes: { seen: { plus: 1 } } },
      },
      { id: "after", kind: "contactExists", config: { email: friend } },
      { id: "get", kind: "getContact", config: { email: friend } },
      {
        id: "mail",
        kind: "sendEmail",
        config: {
          subject: "{{ vars.found.firstName }} {{ vars.friend.attributes.seen }}",
          html: "<p>You</p>",
        },
      },
    ),
  );
  const event = (name: string) => ({
    ...identified("host@b.eu"),
    params: { friend: "Friend@B.eu", name },
  });
  const first = await workflow.follow(event("Bea"));
  expect(first.ways).toMatchObject({ before: "no", make: "created", after: "yes", get: "found" });
  const second = await workflow.follow(event("Eve"));
  expect(second.ways).toMatchObject({ before: "yes", make: "existed", after: "yes" });
  const host = await contactOf("host@b.eu");
  expect(await contactOf("friend@b.eu")).toMatchObject({
    first_name: "Bea",
    attributes: { invitedBy: host?.id, seen: 2 },
  });
  expect(runs.mail.received.map(({ subject }) => subject)).toEqual(["Bea 1", "Bea 2"]);

  const nobody = await workflow.follow({ ...identified("host@b.eu"), params: { friend: "?" } });
  expect(nobody.ways).toMatchObject({ before: "no", make: "invalid", get: "notFound" });

  // The run keeps a reference, so an erased friend is gone from it too.
  await eraseContact(contextOf(db), (await contactOf("friend@b.eu"))?.id ?? "");
  const kept = await db.query("select variables from runs where variables::text ilike '%bea%'");
  expect(kept).toEqual([]);
  expect(await db.query("select 1 from run_contacts")).toEqual([]);
});

test("a confirmed address is confirmed until there is another one", async () => {
  const isConfirmed = { var: "contact.emailConfirmed" };
  const check = { kind: "condition", config: { rule: { "==": [isConfirmed, true] } } };
  const workflow = await runs.make(
    inARow(
      { id: "before", ...check },
      { id: "confirm", kind: "confirmContact" },
      { id: "after", ...check },
    ),
  );
  const first = await workflow.follow(identified("confirm@b.eu"));
  expect(first.ways).toMatchObject({ before: "no", after: "yes" });
  await db.query("update contacts set email = 'new@b.eu' where email = 'confirm@b.eu'");
  const second = await workflow.follow(identified("confirm@b.eu"));
  expect(second.ways).toMatchObject({ before: "no", after: "yes" });
  expect((await contactOf("confirm@b.eu"))?.confirmed_email).toBe("new@b.eu");
});

test("subscribe and unsubscribe decide who is written to, topic by topic and as a whole", async () => {
  const block = (id: string, kind: string, topic?: string) => ({
    id,
    kind,
    config: topic === undefined ? {} : { topic },
  });
  const follow = async (...blocks: { id: string; kind: string; config: object }[]) =>
    (await runs.make(inARow(...blocks))).follow(identified("topics@b.eu"));
  const may = async (topic?: string, transactional = false) => {
    const { id = "" } = (await contactOf("topics@b.eu")) ?? {};
    return (await mayReceive(db, id, { channel: "email", topic: topic ?? null, transactional })).ok;
  };
  const { steps } = await follow(
    block("a", "subscribe", "news"),
    block("b", "subscribe", "news"),
    block("c", "unsubscribe", "offers"),
  );
  expect(steps.slice(0, 3).map(({ outcome }) => outcome.note)).toEqual([
    'Subscribed to "news"',
    'Had subscribed to "news" already',
    'Unsubscribed from "offers"',
  ]);
  expect([await may(), await may("news"), await may("offers"), await may("other")]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  expect(await may("offers", true)).toBe(false);
  await db.query(
    "insert into topics (id, key, name, opt_in) values (gen_random_uuid(), 'x', 'X', true)",
  );
  expect(await may("x")).toBe(false);

  await follow(block("all", "unsubscribe"));
  expect([await may(), await may("news"), await may(undefined, true)]).toEqual([
    false,
    false,
    true,
  ]);
  const seen = await follow({
    id: "check",
    kind: "condition",
    config: {
      rule: {
        and: [
          { "==": [{ var: "contact.unsubscribed" }, true] },
          { in: ["news", { var: "contact.topics" }] },
          { "!": [{ in: ["offers", { var: "contact.topics" }] }] },
        ],
      },
    },
  });
  expect(seen.ways).toMatchObject({ check: "yes" });
  await follow(block("again", "subscribe"));
  expect([await may(), await may("news")]).toEqual([true, true]);
});
