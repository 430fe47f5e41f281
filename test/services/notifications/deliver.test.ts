import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { sweepNotifications } from "../../../src/services/notifications/sweep.ts";
import { contextOf } from "../../support/context.ts";
import type { TestHttpServer } from "../../support/http-server.ts";
import { eventually } from "../../support/wait.ts";
import { workerHere } from "../../support/worker.ts";
import { bodyOf, told } from "./told.ts";

const to = (server: TestHttpServer, path: string) =>
  server.received.filter((request) => request.path === path);

test("a low pool is told by mail, to Slack and to a webhook, once, and once more when it is filled", async () => {
  const { db, post, server, mail, target, settings } = await told();
  const url = settings.publicUrl;
  const mailTo = await target({ kind: "email", name: "Shift", address: "shift@example.com" });
  const slack = await target({
    kind: "slack",
    name: "Канал",
    language: "uk",
    url: `${server.url}/slack/SECRET`,
  });
  const webhook = await target({ kind: "webhook", name: "Pager", url: `${server.url}/pager` });
  const targetIds = [mailTo.id, slack.id, webhook.id];
  const name = "Ten <off> & more";
  const { body: pool } = await post("/promo-pools", { name, lowStock: 3 });
  const condition = { kind: "lowPool", id: pool.id };
  const { body: rule } = await post("/notification-rules", { name: "Codes", condition, targetIds });
  await workerHere(settings);
  await eventually("three tellings", async () => {
    const rows = await db.query("select 1 from notification_tellings where state = 'delivered'");
    return rows.length === 3;
  });

  const [first] = mail.mailsTo("shift@example.com");
  expect(first?.subject).toBe(`0 promo codes are left in “${name}”`);
  expect(first?.text).toContain("You are told by the rule “Codes”.");
  expect(first?.text).toContain(`${url}/promo-codes/${pool.id}`);
  const { text } = bodyOf(to(server, "/slack/SECRET")[0]);
  expect(text).toContain("*У пулі «Ten &lt;off&gt; &amp; more» залишилося 0 промокодів*");
  const [request] = to(server, "/pager");
  const said = bodyOf(request);
  expect(said).toMatchObject({
    what: "began",
    rule: { id: rule.id, name: "Codes", kind: "lowPool" },
    subject: { id: pool.id, name },
    figures: { count: 0 },
    endedAt: null,
  });
  expect(request?.headers["campanile-delivery"]).toBe(said["id"]);
  const [, at, mac] =
    /^t=(\d+),v1=(.*)$/.exec(String(request?.headers["campanile-signature"])) ?? [];
  const own = createHmac("sha256", webhook.secret ?? "").update(`${at}.${request?.body}`);
  expect(mac).toBe(own.digest("hex"));

  await post(`/promo-pools/${pool.id}/codes`, { codes: ["a", "b", "c", "d"] });
  await sweepNotifications(contextOf(db), db);
  await eventually(
    "the end",
    () => to(server, "/pager").length === 2 && mail.received.length === 2,
  );
  await eventually("the end in Slack", () => to(server, "/slack/SECRET").length === 2);
  expect(bodyOf(to(server, "/pager")[1])).toMatchObject({ what: "ended" });
  expect(mail.received[1]?.subject).toBe(`Over: ${first?.subject}`);
});

test("what a target refuses is told again a minute later, and its end waits for its beginning", async () => {
  const { db, post, server, target, settings, get } = await told();
  server.answer = (_request, response) => void response.writeHead(503).end();
  const { id } = await target({ kind: "webhook", name: "Pager", url: `${server.url}/pager` });
  const { body: pool } = await post("/promo-pools", { name: "Ten off" });
  const condition = { kind: "lowPool", id: null };
  await post("/notification-rules", { name: "Codes", condition, targetIds: [id], quietHours: 0 });
  await workerHere(settings);
  await eventually("an attempt", () => server.received.length === 1);
  const telling = () =>
    eventually("the note of it", async () => {
      const { body } = await get("/notifications");
      const [one] = body.items[0].tellings;
      return one.problem !== null && one;
    });
  const failed = await telling();
  expect(failed).toMatchObject({ what: "began", state: "pending", problem: "answered 503" });
  const wait = Date.parse(failed.at) - Date.now();
  expect(wait).toBeGreaterThan(50_000);
  expect(wait).toBeLessThanOrEqual(60_000);
  expect((await get(`/notification-targets/${id}`)).body.lastProblem).toBe("answered 503");

  // Meanwhile it is over.
  await post(`/promo-pools/${pool.id}/codes`, { codes: ["a"] });
  await db.query(
    `with over as (update notification_occurrences set ended_at = now() returning id)
     insert into notification_tellings (id, occurrence_id, what, target_id, target_name, target_kind)
     select gen_random_uuid(), id, 'ended', $1, 'Pager', 'webhook' from over`,
    [id],
  );
  server.answer = (_request, response) => void response.end();
  await db.query("update notification_tellings set next_attempt_at = now()");
  await eventually("both", () => server.received.length === 3);
  const [first, second, third] = server.received.map(bodyOf);
  expect([first?.["what"], second?.["what"], third?.["what"]]).toEqual(["began", "began", "ended"]);
  expect(second?.["id"]).toBe(first?.["id"]);
});

test("a test says what became of it, whoever is tried", async () => {
  const { server, mail, target, post, db } = await told();
  const targets = [
    { kind: "email", name: "a", address: "shift@example.com" },
    { kind: "slack", name: "b", url: `${server.url}/slack` },
    { kind: "webhook", name: "c", url: `${server.url}/pager`, language: "uk" },
    { kind: "webhook", name: "d", url: "http://127.0.0.1:9/inside" },
  ];
  const answers = [];
  for (const wanted of targets) {
    const { id } = await target(wanted);
    answers.push((await post(`/notification-targets/${id}/test`)).body);
  }
  expect(answers).toEqual([
    { outcome: "delivered", problem: null },
    { outcome: "delivered", problem: null },
    { outcome: "delivered", problem: null },
    { outcome: "failed", problem: "the address is not a public one" },
  ]);
  expect(mail.received[0]?.subject).toBe("A test of notifications");
  expect(bodyOf(to(server, "/pager")[0])).toMatchObject({
    what: "test",
    title: "Перевірка сповіщень",
  });
  expect(await db.query("select 1 from notification_tellings")).toEqual([]);
});
