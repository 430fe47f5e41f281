import { activeWorkflow, send } from "../api/workflows/api.ts";
import type { TestApi } from "../api/workflows/api.ts";
import { insertMessage, setMessageState } from "../../src/db/messages/message-rows.ts";
import { newId } from "../../src/platform/new-id.ts";

/** A message that was sent to Ada, of a run of a workflow. */
export async function makeMessage(api: TestApi): Promise<{ id: string }> {
  const { workflowId } = await activeWorkflow(api, { typeKey: "signedUp" });
  await send(api, "signedUp", "ada@example.com");
  const { items } = (await api.get("/runs")).body;
  const id = newId();
  await insertMessage(api.db, {
    id,
    runId: items[0].id,
    blockId: "mail",
    visit: 1,
    workflowId,
    contactId: items[0].contactId,
    channel: "email",
    recipient: "ada@example.com",
    sender: "shop@example.com",
    title: "Welcome, Ada",
    content: { subject: "Welcome, Ada", html: "<p>Welcome, Ada</p>", text: "Welcome, Ada" },
    links: [],
    transactional: false,
    language: null,
    topic: null,
    test: false,
    broadcastId: null,
  });
  await setMessageState(api.db, id, "sending");
  await setMessageState(api.db, id, "sent", "250 taken");
  return { id };
}
