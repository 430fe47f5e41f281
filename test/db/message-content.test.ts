import { v7 } from "uuid";
import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { findMessage, insertMessage } from "../../src/db/messages/message-rows.ts";
import { testDatabase } from "../support/database.ts";

// While processes are replaced one by one, the release before writes and reads its own columns.

const content = { subject: "Hi Ada", html: "<p>her secret</p>", text: "her secret" };

async function kept(db: Database): Promise<string> {
  const id = v7();
  await insertMessage(db, {
    id,
    runId: v7(),
    blockId: "mail",
    visit: 1,
    workflowId: v7(),
    contactId: v7(),
    channel: "email",
    recipient: "ada@example.com",
    sender: "shop@example.com",
    title: content.subject,
    content,
    links: [],
    transactional: false,
    language: null,
    topic: null,
    test: false,
    broadcastId: null,
  });
  return id;
}

test("a message that is kept now, the release before can send", async () => {
  const { db } = await testDatabase();
  const id = await kept(db);
  expect((await findMessage(db, id))?.content).toEqual(content);
  expect(await db.query("select subject, html, body_text as text from messages")).toEqual([
    content,
  ]);
});

test("a message that the release before has kept is read as its channel's content", async () => {
  const { db } = await testDatabase();
  const id = v7();
  await db.query(
    `insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient,
                           sender, subject, html, body_text, transactional, state)
     values ($1, $1, 'mail', 1, $1, $1, 'email', 'ada@example.com', '', $2, $3, $4, false, 'queued')`,
    [id, content.subject, content.html, content.text],
  );
  expect(await findMessage(db, id)).toMatchObject({ title: "Hi Ada", content });
});

test("when the release before erases a person, nothing stays of what a message said", async () => {
  const { db } = await testDatabase();
  await kept(db);
  await db.query("update messages set recipient = '', subject = '', html = '', body_text = ''");
  // As words: ids are of letters too.
  const left = JSON.stringify(await db.query("select * from messages"));
  expect(left).not.toMatch(/\b(?:secret|ada)\b/i);
});
