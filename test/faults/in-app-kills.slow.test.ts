import { expect, test } from "vitest";
import { createIngest } from "../../src/ingest/create.ts";
import { membersOfAll } from "../support/broadcast.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { heldTransaction } from "../support/held-transaction.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const members = 80;

test("killed between taken and noted, an in-app message is in its inbox exactly once, and sent, of a run and of a whole segment", async () => {
  const { db, url } = await testDatabase(10);
  for (const transactional of [false, true]) {
    const config = { title: "It has arrived", transactional };
    await makeWorkflow(db, { definition: inARow({ id: "message", kind: "sendInApp", config }) });
  }
  await membersOfAll(db, members);
  const messages = [{ kind: "sendInApp", config: { title: "To all" } }];
  const toAll = { id: "all", kind: "sendToSegment", config: { segment: "All", messages } };
  await makeWorkflow(db, {
    definition: inARow(toAll),
    bindings: [{ role: "start", eventTypeKey: "toAll", frequency: { kind: "each" } }],
  });
  // What is put into an inbox stays there; what would note that it was sent hangs behind it.
  await db.query("create table gate (id int)");
  await db.query(
    `create function hang() returns trigger language plpgsql as $$
     begin
       if new.state = 'sent' then lock table gate in access exclusive mode; end if;
       return new;
     end $$`,
  );
  await db.query(
    "create trigger hang before update on messages for each row execute function hang()",
  );
  const held = await heldTransaction(db, "lock table gate in access exclusive mode");
  const settings = { databaseUrl: url, taskQueue: unique("in-app"), smtpUrl: "smtp://127.0.0.1:1" };
  const first = await workerProcess(settings);
  const ingest = createIngest(db);
  await ingest.ingest([incoming({ email: "ada@example.com" })]);
  const inInboxes = (ofSegment: boolean): Promise<{ id: string; contact_id: string }[]> =>
    db.query(
      `select i.id, i.contact_id from in_app_messages i join messages m on m.id = i.id
        where (m.broadcast_id is not null) = $1`,
      [ofSegment],
    );
  await eventually("both to be taken", async () => (await inInboxes(false)).length === 2);
  await ingest.ingest([incoming({ typeKey: "toAll" })]);
  const someOfAll = async (): Promise<boolean> => (await inInboxes(true)).length > 0;
  await eventually("some of the segment's to be taken", someOfAll);
  const states = async (): Promise<string[]> => {
    const rows = await db.query<{ state: string }>("select distinct state from messages");
    return rows.map(({ state }) => state);
  };
  expect(await states()).not.toContain("sent");
  await first.kill();
  // Nobody is behind their connections any more: they note nothing.
  await db.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
  );
  await held.end();
  expect(await states()).not.toContain("sent");
  await db.query("drop trigger hang on messages");

  await workerProcess(settings);
  await eventually("all runs to end", async () => {
    const done = await db.query("select from runs where status = 'completed'");
    return done.length === 3;
  });
  expect(await states()).toEqual(["sent"]);
  expect(await inInboxes(false)).toHaveLength(2);
  const ofMembers = await inInboxes(true);
  expect(ofMembers).toHaveLength(members);
  expect(new Set(ofMembers.map(({ contact_id }) => contact_id)).size).toBe(members);
  await ingest.close();
});
