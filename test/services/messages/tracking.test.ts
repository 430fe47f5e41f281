import { expect, test } from "vitest";
import { makeWorkflow } from "../../support/campaign.ts";
import { email, inARow } from "../../support/definitions.ts";
import { incoming } from "../../support/events.ts";
import { eventually } from "../../support/wait.ts";
import { notesOf, stack } from "../../support/mail-stack.ts";

test("a mail that is opened and clicked is known to be, and each raises its event, the first open once", async () => {
  const { db, mail, ingest, ended } = await stack();
  const seen = (id: string, fact: string) => ({
    id,
    kind: "waitForEvent",
    config: { eventTypeKey: fact, timeout: { amount: 1, unit: "days" } },
  });
  const rule = {
    and: [
      { var: "messages.mail.delivered" },
      { var: "messages.mail.opened" },
      { "!": { var: "messages.mail.clicked" } },
    ],
  };
  const definition = {
    blocks: [
      { id: "start", kind: "start" },
      email("mail", "Look", { html: '<a href="https://example.com/">See</a>' }),
      seen("opened", "open"),
      { id: "before", kind: "condition", config: { rule } },
      seen("clicked", "click"),
      { id: "after", kind: "condition", config: { rule: { var: "messages.mail.clicked" } } },
      { id: "end", kind: "end" },
    ],
    edges: [
      ["start", "mail"],
      ["mail", "opened"],
      ["opened", "before", "event"],
      ["opened", "end", "timeout"],
      ["before", "clicked", "yes"],
      ["before", "end", "no"],
      ["clicked", "after", "event"],
      ["clicked", "end", "timeout"],
      ["after", "end", "yes"],
      ["after", "end", "no"],
    ].map(([from, to, branch = "next"]) => ({ from, to, branch })),
  };
  await makeWorkflow(db, { definition });
  await ingest.ingest([incoming()]);
  const received = await eventually("the mail", () => mail.received[0]);
  await eventually(
    "the wait",
    async () => (await db.query("select 1 from run_waits where block_id = 'opened'")).length > 0,
  );
  const pixel = /<img src="([^"]+\.gif)"/.exec(received.html)?.[1] ?? "";
  for (let time = 0; time < 3; time++) {
    const answer = await fetch(pixel);
    expect([
      answer.status,
      answer.headers.get("content-type"),
      answer.headers.get("cache-control"),
    ]).toEqual([200, "image/gif", "no-store"]);
  }
  // Mail programs that look first, and anybody's token.
  await fetch(pixel, { method: "HEAD" });
  expect((await fetch(pixel.replace(/\/o\/[\w-]{4}/, "/o/AAAA"))).status).toBe(404);
  await eventually(
    "the next wait",
    async () => (await db.query("select 1 from run_waits where block_id = 'clicked'")).length > 0,
  );
  const link = /href="(http[^"]+\/c\/[^"]+)"/.exec(received.html)?.[1] ?? "";
  expect((await fetch(link, { redirect: "manual" })).status).toBe(302);
  await ended();
  expect(await notesOf(db)).toMatchObject({
    before: expect.stringMatching(/yes$/),
    after: expect.stringMatching(/yes$/),
  });
  const [message] = await db.query("select opens, clicks from messages");
  expect(message).toEqual({ opens: 3, clicks: 1 });
  const raised = await db.query(
    "select t.key, count(*) from events e join event_types t on t.id = e.type_id where t.source = 'system' group by t.key order by t.key",
  );
  expect(raised).toEqual([
    { key: "click", count: 1 },
    { key: "open", count: 1 },
  ]);
  const log = await db.query("select state from message_log order by id");
  expect(log.map(({ state }) => state)).toEqual(["queued", "sending", "sent", "opened", "clicked"]);
});

test("a marketing mail can be unsubscribed from with one click, and the next one is not sent", async () => {
  const { db, mail, ingest, ended } = await stack();
  const news = { topic: "news" };
  await makeWorkflow(db, {
    definition: inARow(
      email("news", "News", news),
      email("receipt", "Receipt", { transactional: true }),
    ),
  });
  await ingest.ingest([incoming()]);
  await ended();
  const headersOf = (subject: string) =>
    mail.received.find((one) => one.subject === subject)?.headers ?? {};
  expect(headersOf("Receipt")["list-unsubscribe"]).toBeUndefined();
  expect(headersOf("News")["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
  const address = (headersOf("News")["list-unsubscribe"] ?? "").slice(1, -1);
  // Link checkers look: that changes nothing.
  const page = await fetch(address);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("“news”")]);
  expect(await db.query("select 1 from contact_topics")).toEqual([]);
  const oneClick = () =>
    fetch(address, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
  expect((await oneClick()).status).toBe(200);
  expect((await oneClick()).status).toBe(200);
  expect((await fetch(address.replace(/[\w-]{4}$/, "AAAA"), { method: "POST" })).status).toBe(404);

  await ingest.ingest([incoming({ keyValue: "2" })]);
  await ended(2);
  expect(mail.received.map(({ subject }) => subject)).toEqual(["News", "Receipt", "Receipt"]);
  expect(await notesOf(db)).toMatchObject({
    news: 'E-mail not sent: the contact has unsubscribed from the topic "news"',
  });
});
