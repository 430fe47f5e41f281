import { beforeAll, expect, test } from "vitest";
import { compileRule } from "../../../src/db/segment-rules/compile.ts";
import type { Database } from "../../../src/db/core/database.ts";
import { evaluateCondition, parseCondition } from "../../../src/domain/condition.ts";
import type { ContactFacts } from "../../../src/domain/facts.ts";
import { parseRule } from "../../../src/domain/segment-rules/parse.ts";
import { newId } from "../../../src/platform/new-id.ts";
import { testDatabase } from "../../support/database.ts";

const now = new Date("2026-11-28T21:30:00.000Z");
const timeZone = "Europe/Kyiv";

/** Numbers that come the same each time: a test that fails fails again. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const next = chance(15);
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;

const values: readonly unknown[] = [
  null,
  "",
  0,
  5,
  -3,
  1.5,
  99.9,
  "5",
  "5.0",
  "05",
  "-3",
  "1.50",
  "1e3",
  " 5 ",
  "9007199254740993",
  "Kyiv",
  "kyiv",
  "KYIV",
  "Žižkov",
  "žižkov",
  "VIP",
  "vip, gold",
  true,
  false,
  "true",
  "false",
  [],
  ["VIP", "gold"],
  ["5", 7],
  [5, null],
  ["Kyiv"],
  { city: "Kyiv", "a.b": 1 },
  "2026-11-28",
  "2026-11-29",
  "2026-11-28T22:30:00Z",
  "2026-11-29T00:30:00+02:00",
  "2026-11-28 23:59",
  "29.11.2026",
  "28 November 2026",
  "November 28, 2026",
  "Sat, 28 Nov 2026 21:30:00 GMT",
  "2026-10-25 03:30",
  "2026-03-29 03:30",
  "2026-02-30",
  "2026-13-01",
  "11/28/2026",
  "20261128T213000Z",
  "2026-11-28T9:05 pm",
  1_795_901_400,
  1_795_901_400_000,
  "1795901400",
  "2024",
];
const names = ["a", "b", "c", "d"];
const paths = [
  ...names.map((name) => `contact.attributes.${name}`),
  "contact.attributes.a.city",
  "contact.attributes.e.f",
  'contact.attributes["e.f"]',
  "contact.email",
  "contact.language",
  "contact.emailConfirmed",
  "contact.unsubscribed",
  "contact.topics",
  "contact.topicsByChannel",
  "contact.unsubscribedChannels",
  "contact.chats.telegram",
];

const isList = (value: unknown): boolean => typeof value === "object" && value !== null;
const literal = (): unknown => pick(values.filter((value) => !isList(value)));
const list = (): unknown[] => [literal(), literal(), literal()];
const variable = (): object => ({ var: pick(paths) });
const value = (): unknown => {
  const roll = next();
  if (roll < 0.6) return variable();
  if (roll < 0.7) return { lower: [variable()] };
  return literal();
};
const isDate = (given: unknown): boolean =>
  typeof given === "string" && /^(?:2026-1[12]|2026-0[3]|2[89]|Nov|Sat|2026-10)/.test(given);
const date = (): unknown => {
  const roll = next();
  if (roll < 0.4) return variable();
  if (roll < 0.55) return { var: "now" };
  if (roll < 0.8) {
    const units = ["minutes", "hours", "days", "weeks", "months", "years"];
    const base = next() < 0.5 ? variable() : { var: "now" };
    return { dateAdd: [base, Math.floor(next() * 7) - 3, pick(units)] };
  }
  return pick(values.filter(isDate));
};

function rule(depth: number): unknown {
  const roll = next();
  if (depth > 0 && roll < 0.2) return { and: [rule(depth - 1), rule(depth - 1)] };
  if (depth > 0 && roll < 0.4) return { or: [rule(depth - 1), rule(depth - 1)] };
  if (depth > 0 && roll < 0.5) return { "!": [rule(depth - 1)] };
  switch (pick(["compare", "compare", "order", "order", "date", "date", "list", "set", "holds"])) {
    case "compare":
      return { [pick(["==", "!=", "startsWith", "endsWith", "contains"])]: [value(), value()] };
    case "order":
      return { [pick(["<", "<=", ">", ">="])]: [value(), value()] };
    case "date":
      return { [pick(["before", "after"])]: [date(), date()] };
    case "list":
      return next() < 0.5 ? { oneOf: [value(), list()] } : { in: [value(), variable()] };
    case "set":
      return { [pick(["isSet", "isEmpty"])]: [variable()] };
    default:
      return variable();
  }
}

let db: Database;
let contacts: ContactFacts[];

beforeAll(async () => {
  ({ db } = await testDatabase());
  contacts = Array.from({ length: 120 }, (): ContactFacts => {
    const email = pick([null, "anna@example.com", "Bo@Example.com"]);
    return {
      id: newId(),
      email,
      phone: null,
      firstName: null,
      lastName: null,
      language: pick([null, "uk", "de"]),
      timeZone: pick([null, "America/New_York", "Asia/Tokyo", "Europe/Berlin", "Nowhere/Land"]),
      attributes: Object.fromEntries([
        ...names.filter(() => next() < 0.8).map((name) => [name, pick(values)] as const),
        ...(next() < 0.3 ? [["e", { f: pick(values) }] as const] : []),
        ...(next() < 0.3 ? [["e.f", pick(values)] as const] : []),
      ]),
      segments: [],
      topicsByChannel: next() < 0.3 ? ["news/email", "news/sms"] : [],
      unsubscribedChannels: next() < 0.3 ? ["VIP", "gold"] : [],
      chats: next() < 0.3 ? { telegram: String(Math.floor(next() * 1e9)) } : {},
      emailConfirmed: email !== null && next() < 0.5,
      topics: next() < 0.3 ? ["news"] : [],
      unsubscribed: next() < 0.3,
    };
  });
  await db.query("insert into topics (id, key, name) values ($1, 'news', 'News')", [newId()]);
  for (const contact of contacts) {
    await db.query(
      `insert into contacts (id, email, confirmed_email, language, time_zone, attributes, source, unsubscribed_at)
       values ($1, $2, $3, $4, $5, $6, 'api', $7)`,
      [
        contact.id,
        contact.email,
        contact.emailConfirmed ? contact.email : null,
        contact.language,
        contact.timeZone,
        JSON.stringify(contact.attributes),
        contact.unsubscribed ? now : null,
      ],
    );
  }
  for (const { id, topicsByChannel, unsubscribedChannels, chats } of contacts) {
    await db.query(
      `insert into contact_topic_channels (contact_id, topic_id, channel, state)
       select $1, t.id, split_part(said, '/', 2), 'subscribed' from topics t, unnest($2::text[]) said`,
      [id, topicsByChannel],
    );
    await db.query(
      "insert into contact_channels (contact_id, channel) select $1, unnest($2::text[])",
      [id, unsubscribedChannels],
    );
    await db.query(
      `insert into contact_identities (kind, value, contact_id)
       select 'telegram', $2, $1 where $2::text is not null`,
      [id, chats?.telegram ?? null],
    );
  }
  await db.query(
    `insert into contact_topics (contact_id, topic_id, state)
     select c, t.id, 'subscribed' from unnest($1::uuid[]) c, topics t`,
    [contacts.filter(({ topics }) => topics.length > 0).map(({ id }) => id)],
  );
});

test("a rule in SQL holds for whom the same condition holds in memory, for random rules and contacts", async () => {
  const differing: unknown[] = [];
  for (let round = 0; round < 600 && differing.length < 5; round++) {
    const given = rule(2);
    const parsed = parseRule(given);
    const condition = parseCondition(given, ["contact"]);
    if (!parsed.ok || !condition.ok) {
      throw new Error(JSON.stringify({ given, parsed, condition }));
    }
    const compiled = compileRule(parsed.rule, { now, timeZone, segments: new Map() }, null);
    const rows = await db.query<{ id: string }>(compiled.text, compiled.values);
    const found = new Set(rows.map(({ id }) => id));
    for (const contact of contacts) {
      const facts = { contact, now: now.toISOString(), workspace: { timeZone, language: null } };
      const holds = evaluateCondition(condition.condition, facts);
      if (holds !== found.has(contact.id)) {
        differing.push(
          JSON.stringify({
            given,
            inMemory: holds,
            attributes: contact.attributes,
            zone: contact.timeZone,
          }),
        );
        break;
      }
    }
  }
  expect(differing).toEqual([]);
});
