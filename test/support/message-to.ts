import type { Database } from "../../src/db/core/database.ts";
import type { NewMessage } from "../../src/db/messages/message-rows.ts";
import { insertMessage } from "../../src/db/messages/message-rows.ts";
import { newId } from "../../src/platform/new-id.ts";

/** A message as some run has sent it. @returns its id */
export async function messageTo(
  db: Database,
  given: Pick<NewMessage, "contactId" | "topic"> & Partial<NewMessage>,
): Promise<string> {
  const id = newId();
  await insertMessage(db, {
    id,
    runId: newId(),
    blockId: "mail",
    visit: 1,
    workflowId: newId(),
    recipient: "ada@example.com",
    sender: "Shop <shop@example.com>",
    title: "Our news",
    content: { subject: "Our news", html: "", text: "" },
    links: [],
    transactional: false,
    test: false,
    broadcastId: null,
    language: null,
    channel: "email",
    ...given,
  });
  return id;
}
