import { expect, test } from "vitest";
import type { ChannelResources, OpenChannel } from "../../src/channels/adapter.ts";
import { inAppAdapter } from "../../src/channels/in-app/adapter.ts";
import { inApp } from "../../src/channels/in-app/description.ts";
import type { Database } from "../../src/db/core/database.ts";
import { openDatabase } from "../../src/db/core/database.ts";
import type { MessageRecord } from "../../src/db/messages/message-rows.ts";
import { findMessage } from "../../src/db/messages/message-rows.ts";
import { required } from "../../src/domain/required.ts";
import { newId } from "../../src/platform/new-id.ts";
import { afterwards } from "../support/afterwards.ts";
import { testDatabase } from "../support/database.ts";
import { messageTo } from "../support/message-to.ts";
import { eventually } from "../support/wait.ts";

// What every provider keeps to (conformance.ts), of the channel that has none: inboxes are our own rows.
// The kill between "taken" and "noted" is in test/faults/in-app-kills.slow.test.ts.

function opened(db: Database): OpenChannel {
  return inAppAdapter.open({ db } as ChannelResources, null);
}

async function messageIn(db: Database, contactId: string): Promise<MessageRecord> {
  const content = { title: "It is here" };
  const id = await messageTo(db, { contactId, topic: null, channel: inApp.name, content });
  return required(await findMessage(db, id), "the message");
}

async function contactOf(db: Database): Promise<string> {
  const id = newId();
  await db.query("insert into contacts (id, source) values ($1, 'api')", [id]);
  return id;
}

const inInboxes = (db: Database) =>
  db.query<{ id: string }>("select id from in_app_messages order by position");

test("what is put into an inbox is sent, and stands there", async () => {
  const { db } = await testDatabase();
  const message = await messageIn(db, await contactOf(db));
  expect(await opened(db).send(message)).toEqual({ outcome: "sent", response: "in the inbox" });
  expect(await inInboxes(db)).toEqual([{ id: message.id }]);
});

test("of a contact that is gone it is refused, in words", async () => {
  const { db } = await testDatabase();
  const message = await messageIn(db, newId());
  expect(await opened(db).send(message)).toEqual({
    outcome: "refused",
    message: "there is no such contact any more",
  });
});

test("there is no rate to go over", async () => {
  const { db } = await testDatabase();
  expect(opened(db).limits.perSecond).toBeUndefined();
});

test("where no answer comes its step fails, and the same message given again stands there once", async () => {
  const { db, url } = await testDatabase();
  const message = await messageIn(db, await contactOf(db));
  // Its connections are ended while the statement waits: whether it was written, nobody here knows.
  const other = openDatabase(url, 1);
  afterwards(() => other.close());
  await db.tx(async (sql) => {
    await sql.query("lock table in_app_messages in access exclusive mode");
    const sent = Promise.allSettled([opened(other).send(message)]);
    await eventually("it to wait", async () => {
      // A transaction of its own: within one, what others do stands still.
      const waiting = await db.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return waiting.length > 0;
    });
    expect(await sent).toMatchObject([{ status: "rejected" }]);
  });
  // Of one that may be there already it is asked again, whatever kind of message it is.
  expect(inApp.isIdempotent).toBe(true);
  const channel = opened(db);
  for (let times = 0; times < 3; times++) {
    expect(await channel.send(message)).toMatchObject({ outcome: "sent" });
  }
  expect(await inInboxes(db)).toEqual([{ id: message.id }]);
});

test("what can't reach the database has not been taken, and goes when it is there", async () => {
  const { db } = await testDatabase();
  const message = await messageIn(db, await contactOf(db));
  const nowhere = openDatabase("postgres://nobody@127.0.0.1:1/none", 1);
  afterwards(() => nowhere.close());
  await expect(opened(nowhere).send(message)).rejects.toThrow("ECONNREFUSED");
  expect(await inInboxes(db)).toEqual([]);
  expect(await opened(db).send(message)).toMatchObject({ outcome: "sent" });
});
