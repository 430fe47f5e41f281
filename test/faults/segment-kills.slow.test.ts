import { expect, test } from "vitest";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../src/db/core/database.ts";
import { newId } from "../../src/platform/new-id.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { createSegment } from "../../src/services/segments/segments.ts";
import { askingFor, readRule } from "../../src/services/segments/rules.ts";
import { compileRule } from "../../src/db/segment-rules/compile.ts";
import { holders } from "../../src/db/segment-rules/ask.ts";
import { sweepSegments } from "../../src/services/segments/sweep.ts";
import type { ApiProcess } from "../support/api-process.ts";
import { apiProcess } from "../support/api-process.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const people = 5_000;
const pageSize = 500;

const rules = {
  Joined: { ">": [{ events: { type: "joined" } }, { events: { type: "left" } }] },
  Ordering: { "==": [{ var: "lastOrder.status" }, "IN_PROGRESS"] },
  "Joined without an order": {
    and: [
      { in: ["Joined", { var: "contact.segments" }] },
      { "!": [{ in: ["Ordering", { var: "contact.segments" }] }] },
    ],
  },
};

/** Binds a workflow that nobody runs, so that the events of moves are raised. */
async function listen(db: Database): Promise<void> {
  const workflow = newId();
  await db.query("insert into workflows (id, name, draft) values ($1, 'W', '{}')", [workflow]);
  await db.query(
    `insert into bindings (id, workflow_id, event_type_id, role, frequency, subject)
     select make_uuid7(), $1, id, 'start', '{"kind":"always"}', 'contact' from event_types
      where key in ('segmentEntered', 'segmentLeft')`,
    [workflow],
  );
}

/** Each change of a membership that was ever committed, in the order of its contact and segment. */
async function watchMembers(db: Database): Promise<void> {
  await db.query(`
    create table seen_moves (id bigint generated always as identity, segment_id uuid, contact_id uuid, key text);
    create function see_move() returns trigger language plpgsql as $$
    begin
      insert into seen_moves (segment_id, contact_id, key)
      values (coalesce(new.segment_id, old.segment_id), coalesce(new.contact_id, old.contact_id),
              case tg_op when 'INSERT' then 'segmentEntered' else 'segmentLeft' end);
      return null;
    end $$;
    create trigger see_move after insert or delete on segment_members for each row
      execute function see_move()`);
}

/** Has each move take a moment, so that many a kill comes between a move and the event that tells of it. */
async function slowDown(db: Database): Promise<void> {
  await db.query(`
    create function take_time() returns trigger language plpgsql as $$
    begin perform pg_sleep(0.03); return null; end $$;
    create trigger take_time after insert or delete on segment_members for each statement
      execute function take_time()`);
}

async function isMoving(db: Database): Promise<boolean> {
  const rows = await db.query(
    "select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'",
  );
  return rows.length > 0;
}

const numbers = Array.from({ length: people }, (_, n) => n);
const pages = Array.from({ length: people / pageSize }, (_, page) =>
  numbers.slice(page * pageSize, (page + 1) * pageSize),
);
const event = (eventTypeKey: string) => (n: number) => ({
  eventTypeKey,
  messageId: `${eventTypeKey}-${n}`,
  contact: { contactId: `c${n}` },
});
const order = (status: string) => (n: number) => ({
  externalOrderId: `o${n}`,
  externalCustomerId: `c${n}`,
  totalCost: 10,
  status,
  date: "2026-03-01T12:00:00Z",
  currency: "UAH",
});

/** What happens to each contact, in this order: it comes into each segment, and most go out again. */
const story: [path: string, list: string, of: (n: number) => object, to: (n: number) => boolean][] =
  [
    ["events", "events", event("joined"), () => true],
    ["orders", "orders", order("IN_PROGRESS"), (n) => n % 2 === 0],
    ["orders", "orders", order("DELIVERED"), (n) => n % 4 === 0],
    ["events", "events", event("left"), (n) => n % 3 === 0],
  ];

test("API and worker are killed while 5,000 contacts come and go: each is where its rules say, and each move was told once", async () => {
  const { url: databaseUrl, db } = await testDatabase(6);
  const context = contextOf(db);
  await listen(db);
  await watchMembers(db);
  const ids: Record<string, string> = {};
  for (const [name, rule] of Object.entries(rules)) {
    ids[name] = (await createSegment(context, { name, rule })).id;
  }
  // Their first members are told of to nobody: there are none yet.
  await sweepSegments(context);
  await slowDown(db);
  const { key } = await createApiKey(
    context,
    { name: "shop", scopes: ["send"] },
    { scopes: ["send"] },
  );

  let api: ApiProcess = await apiProcess({ DATABASE_URL: databaseUrl });
  let answered = 0;
  /** Until it was answered, as a shop does whose request was cut. */
  const send = async (path: string, body: object): Promise<void> => {
    await eventually("an answer", async () => {
      const response = await fetch(`${api.url}/api/v1/${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(200);
      await response.arrayBuffer();
      answered++;
      return true;
    });
  };
  const settings = {
    databaseUrl,
    taskQueue: unique("segment-kills"),
    smtpUrl: "smtp://127.0.0.1:1",
  };
  let isOver = false;
  let kills = 0;
  let amidMoves = 0;
  /** Each lives as long as it takes to be in the middle of something. */
  const killWorkers = async (): Promise<void> => {
    while (!isOver) {
      const worker = await workerProcess(settings);
      await sleep(150 + (kills % 5) * 170);
      if (await isMoving(db)) amidMoves++;
      await worker.kill();
      kills++;
    }
  };
  const killApis = async (): Promise<void> => {
    for (let kill = 0; !isOver; kill++) {
      // However slow the machine is, each gets something done, and dies in the midst of what comes next.
      const before = answered;
      await eventually("an answer, or the end", () => isOver || answered > before + 2);
      await sleep((kill % 5) * 300);
      api.child.kill("SIGKILL");
      await api.exited;
      api = await apiProcess({ DATABASE_URL: databaseUrl });
    }
  };
  const killing = Promise.all([killWorkers(), killApis()]);
  for (const [path, list, of, to] of story) {
    for (const page of pages) await send(path, { [list]: page.filter(to).map(of) });
  }
  isOver = true;
  await killing;
  expect(amidMoves).toBeGreaterThan(0);
  await db.query("drop trigger take_time on segment_members");

  await workerProcess(settings);
  await eventually("all rules to be asked", async () => {
    const [row] = await db.query<{ done: boolean }>(
      `select not exists (select from segment_marks)
            and not exists (select from segment_rules where computed_at is null) as done`,
    );
    return row?.done === true;
  });
  for (const [name, rule] of Object.entries(rules)) {
    const read = readRule(rule);
    const fresh = await holders(db, compileRule(read, await askingFor(db, read), null));
    const rows = await db.query<{ id: string }>(
      "select contact_id as id from segment_members where segment_id = $1",
      [ids[name]],
    );
    expect(rows.map(({ id }) => id).toSorted(), name).toEqual(fresh.toSorted());
  }
  const [counted] = await db.query(
    `select (select count(*) from contacts)::int as contacts,
            (select count(*) from segment_members where segment_id = $1)::int as joined,
            (select count(*) from segment_members where segment_id = $2)::int as ordering`,
    [ids["Joined"], ids["Ordering"]],
  );
  expect(counted).toEqual({
    contacts: people,
    joined: numbers.filter((n) => n % 3 !== 0).length,
    ordering: numbers.filter((n) => n % 4 === 2).length,
  });
  // What each contact and segment went through, and what was told of it, one after the other.
  const differing = await db.query(
    `with happened as (
       select segment_id, contact_id, array_agg(key order by id) as moves from seen_moves group by 1, 2),
     told as (
       select (e.params ->> 'segmentId')::uuid as segment_id, e.contact_id,
              array_agg(t.key order by e.id) as moves
         from events e join event_types t on t.id = e.type_id
        where t.key in ('segmentEntered', 'segmentLeft') group by 1, 2)
     select h.moves as happened, t.moves as told
       from happened h full join told t using (segment_id, contact_id)
      where h.moves is distinct from t.moves limit 5`,
  );
  expect(differing).toEqual([]);
});
