import { expect, test } from "vitest";
import { noteInboxUse } from "../../src/db/contacts/in-app-inboxes.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { clickMessage, listInbox, markMessages } from "../../src/services/in-app/inbox.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { inARow } from "../support/definitions.ts";
import { realRuns } from "../support/real-runs.ts";
import { eventually } from "../support/wait.ts";

const all = { show: "inbox", limit: 20 } as const;

test("a message stands in the inbox; seen, read and clicked are told once each, and start workflows", async () => {
  const real = await realRuns("in-app");
  const { db } = real;
  const context = contextOf(db);
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  const started = await real.make(
    inARow({
      id: "message",
      kind: "sendInApp",
      config: {
        title: "Order {{ event.keyValue }}",
        text: "It has **arrived**",
        format: "markdown",
        url: "https://shop.example/orders",
        button: "Look",
        tag: "orders",
        pinned: true,
        expiresHours: 1,
      },
    }),
  );
  for (const eventTypeKey of ["open", "click", "delivered"]) {
    await makeWorkflow(db, {
      definition: inARow(),
      bindings: [{ role: "start", eventTypeKey, frequency: { kind: "each" } }],
    });
  }
  const run = await started.follow({ email: "ada@example.com", keyValue: "A-1" });
  expect(run.steps[0]?.outcome.note).toBe("In-app sent");
  const [row] = await db.query<{ id: string }>("select contact_id as id from in_app_messages");
  const contactId = row?.id ?? "";
  const { items, unread } = await listInbox(context, contactId, all);
  expect(unread).toBe(1);
  expect(items).toMatchObject([
    { title: "Order A-1", format: "markdown", button: "Look", tag: "orders", pinned: true },
  ]);
  const [message] = items;
  if (message === undefined) throw new Error("there is no message");
  expect(message.expiresAt.getTime() - message.createdAt.getTime()).toBe(3_600_000);

  const { id } = message;
  for (let again = 0; again < 2; again++) {
    await markMessages(context, contactId, "seen", [id]);
    await markMessages(context, contactId, "read", null);
    await markMessages(context, contactId, "unread", [id]);
    await clickMessage(context, contactId, { id });
  }
  const events = await db.query<{ key: string }>(
    `select t.key from events e join event_types t on t.id = e.type_id
      where t.key in ('open', 'click', 'delivered') order by 1`,
  );
  expect(events.map(({ key }) => key)).toEqual(["click", "delivered", "open"]);
  await eventually("a workflow to be started by each", async () => {
    const runs = await db.query("select from runs where status = 'completed'");
    return runs.length === 4;
  });
  const logged = await db.query<{ state: string }>("select state from message_log order by id");
  const states = logged.map(({ state }) => state);
  expect(states.filter((state) => state === "clicked")).toHaveLength(1);
  expect(states.filter((state) => state === "opened")).toHaveLength(1);
});

test("of many messages an in-app one is for who was in the inbox, and the next for everybody else", async () => {
  const real = await realRuns("in-app-many");
  const { db } = real;
  const started = await real.make(
    inARow({
      id: "message",
      kind: "oneOfMany",
      config: {
        messages: [
          { kind: "sendInApp", config: { text: "Here", activeDays: 7 } },
          { kind: "sendEmail", config: { subject: "There", html: "<p>There</p>" } },
        ],
      },
    }),
  );
  const away = await started.follow({ email: "bela@example.com" });
  expect(away.steps[0]?.outcome.note).toContain("E-mail sent");
  const [contact] = await db.query<{ id: string }>("select id from contacts");
  await noteInboxUse(db, contact?.id ?? "");
  const there = await started.follow({ email: "bela@example.com" });
  expect(there.steps[0]?.outcome.note).toContain("In-app sent");
  await db.query("update in_app_inboxes set last_used_at = now() - interval '8 days'");
  const gone = await started.follow({ email: "bela@example.com" });
  expect(gone.steps[0]?.outcome.note).toContain("E-mail sent");
});
