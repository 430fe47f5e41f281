import { contextOf } from "../support/context.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { expect, test } from "vitest";
import { startInbox } from "../../src/channels/inbox/server.ts";
import { parseCampaign } from "../../src/contract/campaign.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { loadCampaign } from "../../src/services/examples/examples.ts";
import { afterwards } from "../support/afterwards.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerHere } from "../support/worker.ts";
import { testApi } from "../api/workflows/api.ts";
import { renderer } from "../support/renderer.ts";

/** The whole system over HTTP: API, worker, and the built-in inbox as the mail server. */
async function setUp() {
  const api = await testApi();
  const inbox = await startInbox(
    { db: api.db, renderer },
    { port: 0, log: pino({ level: "silent" }) },
  );
  afterwards(() => inbox.close());
  const campaign = readFileSync(join(projectRoot, "examples/learn-more/campaign.json"), "utf8");
  await loadCampaign(contextOf(api.db), parseCampaign(campaign));
  await workerHere({
    databaseUrl: api.databaseUrl,
    taskQueue: unique("learn-more"),
    smtpUrl: `smtp://127.0.0.1:${inbox.port}`,
    publicUrl: api.url,
  });
  const deliver = () =>
    api.post("/event", {
      eventTypeKey: "orderDELIVERED",
      keyValue: "A-1001",
      params: [
        { name: "Email", value: "Ada@Example.com" },
        { name: "orderId", value: "A-1001" },
      ],
    });
  const mails = () =>
    api.db.query<{ subject: string; html: string }>(
      "select subject, html from inbox_mails order by id",
    );
  return { api, deliver, mails };
}

test("the documented example: an offer, a click on Learn more, the segment, and the second mail", async () => {
  const { api, deliver, mails } = await setUp();
  const { body } = await deliver();
  expect(body.decisions).toMatchObject([{ outcome: "launched" }]);
  const [offer] = await eventually(
    "the offer",
    async () => (await mails()).length === 1 && mails(),
  );
  expect(offer?.html).toContain("Ethiopia Guji");

  const link =
    /href="([^"]+)"[^>]*>\s*Learn more/.exec(offer?.html ?? "")?.[1]?.replaceAll("&amp;", "&") ??
    "";
  const response = await fetch(link, { redirect: "manual" });
  expect(response.status).toBe(302);
  expect(response.headers.get("location")).toMatch(/^https:\/\/example\.com\//);

  const [, second] = await eventually(
    "the second mail",
    async () => (await mails()).length === 2 && mails(),
  );
  expect(second?.html).toContain("A-1001");
  expect(second?.html).toContain("Ethiopia Guji");
  const members = await api.db.query(
    "select c.email from segment_members m join segments s on s.id = m.segment_id join contacts c on c.id = m.contact_id where s.name = 'Opened'",
  );
  expect(members).toEqual([{ email: "ada@example.com" }]);

  const clicks = await api.get("/events?typeKey=click");
  const { body: click } = await api.get(`/events/${clicks.body.items[0].id}`);
  expect(click.params).toMatchObject({
    link: "Learn more",
    orderId: "A-1001",
    workflow: "Offer after delivery",
  });
  expect(click.decisions).toMatchObject([{ outcome: "launched" }]);

  // A second click within the day is kept, and starts nothing.
  await fetch(link, { redirect: "manual" });
  const again = await eventually("the second click", async () => {
    const { body: page } = await api.get("/events?typeKey=click");
    return page.items.length === 2 && page.items[0];
  });
  const { body: secondClick } = await api.get(`/events/${again.id}`);
  expect(secondClick.decisions).toMatchObject([{ outcome: "suppressed" }]);
  const { body: messages } = await api.get("/messages");
  expect(
    messages.items.map(({ state, clicks: n }: { state: string; clicks: number }) => [state, n]),
  ).toEqual([
    ["sent", 0],
    ["sent", 2],
  ]);
});

test("a tracked link with another address or a changed token leads nowhere; a HEAD is no click", async () => {
  const { api, deliver, mails } = await setUp();
  await deliver();
  const [offer] = await eventually(
    "the offer",
    async () => (await mails()).length === 1 && mails(),
  );
  const link =
    /href="([^"]+)"[^>]*>\s*Learn more/.exec(offer?.html ?? "")?.[1]?.replaceAll("&amp;", "&") ??
    "";
  const elsewhere = new URL(link);
  elsewhere.searchParams.set("u", "https://evil.example/");
  for (const forged of [
    elsewhere.href,
    link.replace(/\/c\/./, (start) => (start === "/c/_" ? "/c/-" : "/c/_")),
    `${api.url}/c/x?u=https://evil.example/`,
  ]) {
    const response = await fetch(forged, { redirect: "manual" });
    expect(response.status).toBe(404);
    expect(response.headers.get("location")).toBeNull();
  }
  expect((await fetch(link, { method: "HEAD", redirect: "manual" })).status).toBe(302);
  const { body } = await api.get("/events?typeKey=click");
  expect(body.items).toEqual([]);
});

test("the same event under the three frequencies gives the promised counts", async () => {
  const { api } = await setUp();
  const frequencies = [
    { kind: "each" },
    { kind: "once" },
    { kind: "period", every: 1, unit: "days" },
  ];
  const ids: string[] = [];
  await api.post("/event-types", { key: "ping", name: "Ping", category: "other" });
  for (const [index, frequency] of frequencies.entries()) {
    const { body: workflow } = await api.post("/workflows", { name: `Frequency ${index}` });
    await api.post(`/workflows/${workflow.id}/bindings`, {
      role: "start",
      eventTypeKey: "ping",
      frequency,
    });
    expect((await api.post(`/workflows/${workflow.id}/publish`)).status).toBeLessThan(300);
    expect((await api.post(`/workflows/${workflow.id}/activate`)).status).toBe(200);
    ids.push(workflow.id);
  }
  for (let n = 0; n < 10; n++) {
    await api.post("/event", {
      eventTypeKey: "ping",
      keyValue: "k",
      params: [{ name: "Email", value: "ada@example.com" }],
    });
  }
  const completed = async (id: string) => {
    const { body } = await api.get(`/runs?workflowId=${id}&status=completed&limit=100`);
    return body.items.length;
  };
  await eventually("the runs to end", async () => (await completed(ids[0] ?? "")) === 10);
  expect(await Promise.all(ids.map(completed))).toEqual([10, 1, 1]);
});
