import { expect, test } from "vitest";
import { lastReactions } from "../../src/db/messages/message-reactions.ts";
import { insertMessages } from "../../src/db/messages/message-rows.ts";
import { newId } from "../../src/platform/new-id.ts";
import { testDatabase } from "../support/database.ts";

test("a contact's last reactions are told by channel: opens, clicks and replies", async () => {
  const { db } = await testDatabase();
  const contactId = newId();
  const kept = async (channel: string, contact = contactId, isTest = false): Promise<string> => {
    const id = newId();
    await insertMessages(db, [
      {
        id,
        runId: newId(),
        blockId: "message",
        visit: 1,
        workflowId: newId(),
        contactId: contact,
        channel,
        recipient: "somebody",
        sender: "",
        title: "Hi",
        content: { text: "Hi" },
        links: [],
        transactional: false,
        language: null,
        topic: null,
        test: isTest,
        broadcastId: null,
      },
    ]);
    return id;
  };
  const opened = async (id: string, at: string): Promise<void> => {
    await db.query("update messages set opened_at = $2 where id = $1", [id, at]);
  };
  expect(await lastReactions(db, contactId)).toEqual(new Map());

  await opened(await kept("email"), "2026-03-01T12:00:00Z");
  await opened(await kept("email"), "2026-03-03T12:00:00Z");
  await opened(await kept("email", newId()), "2026-03-09T12:00:00Z");
  await opened(await kept("email", contactId, true), "2026-03-09T12:00:00Z");
  await kept("sms");
  const clicked = await kept("telegram");
  await db.query("update messages set clicked_at = '2026-03-02T12:00:00Z' where id = $1", [
    clicked,
  ]);
  await db.query(
    "insert into message_log (message_id, at, state) values ($1, '2026-03-04T12:00:00Z', 'replied')",
    [clicked],
  );
  expect(await lastReactions(db, contactId)).toEqual(
    new Map([
      ["email", new Date("2026-03-03T12:00:00Z")],
      ["telegram", new Date("2026-03-04T12:00:00Z")],
    ]),
  );
});
