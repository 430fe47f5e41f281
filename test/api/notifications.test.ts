import { sealingKeysOf } from "../../src/platform/config/sealing-keys.ts";
import { expect, test } from "vitest";
import type { TestApp } from "./test-app.ts";
import { testApp, testConfig } from "./test-app.ts";

const nobody = "0198c9a0-0000-7000-8000-000000000000";
const slackUrl = "https://hooks.slack.com/services/T1/B1/SECRETPART";

async function appWithKey(): Promise<TestApp> {
  return testApp({ config: { ...testConfig(), secretsKeys: sealingKeysOf(Buffer.alloc(32, 1)) } });
}

const asked = (app: TestApp) => (method: string, path: string, body?: unknown) =>
  app.call(method, `/api/v1${path}`, body);

test("the address of Slack and the secret of a webhook are shown nowhere, the latter but once", async () => {
  const app = await appWithKey();
  const ask = asked(app);
  const { body: slack } = await ask("POST", "/notification-targets", {
    kind: "slack",
    name: "Channel",
    url: slackUrl,
  });
  expect(slack).toMatchObject({ address: "hooks.slack.com", secret: null, language: "en" });
  const { body: webhook } = await ask("POST", "/notification-targets", {
    kind: "webhook",
    name: "Pager",
    url: "https://pager.example.com/in",
    language: "uk",
  });
  expect(webhook.secret).toMatch(/^whsec_/);
  const list = await ask("GET", "/notification-targets");
  expect(list.body.items.map(({ name }: { name: string }) => name)).toEqual(["Pager", "Channel"]);
  const shown = JSON.stringify([list.body, (await ask("GET", "/audit-log")).body, app.logged]);
  expect(shown).not.toContain("SECRETPART");
  expect(shown).not.toContain(webhook.secret);
  const rows = await app.db.query<{ sealed: Buffer }>("select sealed from notification_targets");
  expect(rows.map(({ sealed }) => sealed.toString("latin1")).join()).not.toContain("SECRETPART");
});

test("without SECRETS_KEY only e-mail can be made", async () => {
  const ask = asked(await testApp());
  const mail = { kind: "email", name: "Shift", address: "shift@example.com" };
  expect((await ask("POST", "/notification-targets", mail)).status).toBe(201);
  for (const kind of ["slack", "webhook"]) {
    const refused = await ask("POST", "/notification-targets", { kind, name: "x", url: slackUrl });
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain("SECRETS_KEY");
  }
});

test("a rule that names what is not there, or no sense, is refused with its place", async () => {
  const ask = asked(await testApp());
  const condition = { kind: "lateWebhook" };
  const refusals: [object, string][] = [
    [{ condition: { kind: "silence", of: "eventType", id: nobody, hours: 3 } }, "condition.id"],
    [{ condition: { kind: "burst", of: "workflow", id: nobody, times: 3 } }, "condition.id"],
    [{ condition: { kind: "failedRuns", workflowId: nobody, percent: 5 } }, "condition.workflowId"],
    [{ condition: { kind: "lowPool", id: nobody } }, "condition.id"],
    [{ condition: { kind: "silence", of: "eventType", hours: 73 } }, "condition.hours"],
    [{ condition: { kind: "burst", of: "eventType", times: 1 } }, "condition.times"],
    [{ condition: { kind: "bounces", percent: 0 } }, "condition.percent"],
    [{ condition: { kind: "backlog", minutes: 5, hours: 1 } }, "condition.hours"],
    [{ condition: { kind: "weather" } }, "condition.kind"],
    [{ targetIds: [nobody] }, "targetIds.0"],
    [{ quietHours: 169 }, "quietHours"],
    [{ name: " " }, "name"],
  ];
  for (const [change, path] of refusals) {
    const rule = { name: "Rule", condition, targetIds: [], ...change };
    const { status, body } = await ask("POST", "/notification-rules", rule);
    expect({ status, paths: body.errors.map((one: { path: string }) => one.path), change }).toEqual(
      {
        status: 400,
        paths: [path],
        change,
      },
    );
  }
  for (const [target, path] of [
    [{ kind: "email", name: "x", address: "no address" }, "address"],
    [{ kind: "webhook", name: "x", url: "ftp://x.example.com" }, "url"],
    [{ kind: "webhook", name: "x", url: "https://a:b@x.example.com" }, "url"],
  ] as const) {
    const { status, body } = await ask("POST", "/notification-targets", target);
    expect([status, body.errors[0].path]).toEqual([400, path]);
  }
});

test("a rule is made, changed and deleted, and one whose target is deleted tells it no more", async () => {
  const app = await testApp();
  const ask = asked(app);
  const { body: type } = await ask("POST", "/event-types", { key: "order", name: "Order" });
  const mail = { kind: "email", name: "Shift", address: "shift@example.com" };
  const { body: target } = await ask("POST", "/notification-targets", mail);
  const condition = { kind: "silence", of: "eventType", id: type.id, hours: 3 };
  const targetIds = [target.id, target.id.toUpperCase()];
  const made = await ask("POST", "/notification-rules", { name: "Quiet", condition, targetIds });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    condition,
    subjectName: "Order",
    targets: [{ id: target.id, name: "Shift" }],
    quietHours: 24,
    enabled: true,
    open: 0,
  });
  const path = `/notification-rules/${made.body.id}`;
  const changed = await ask("PATCH", path, { quietHours: 0, enabled: false });
  expect(changed.body).toEqual({ ...made.body, quietHours: 0, enabled: false });
  expect((await ask("PATCH", path, {})).status).toBe(400);
  const { body: shown } = await ask("GET", `/notification-targets/${target.id}`);
  expect(shown.rules).toEqual([{ id: made.body.id, name: "Quiet" }]);
  await ask("PATCH", `/notification-targets/${target.id}`, { name: "Night shift", language: "uk" });
  expect((await ask("GET", path)).body.targets).toEqual([{ id: target.id, name: "Night shift" }]);
  expect((await ask("DELETE", `/notification-targets/${target.id}`)).status).toBe(204);
  expect((await ask("GET", path)).body.targets).toEqual([]);
  expect((await ask("DELETE", path)).status).toBe(204);
  for (const gone of [path, `/notification-targets/${target.id}`]) {
    expect((await ask("GET", gone)).status).toBe(404);
    expect((await ask("PATCH", gone, { name: "x" })).status).toBe(404);
    expect((await ask("DELETE", gone)).status).toBe(404);
  }
  const entities = (await ask("GET", "/audit-log")).body.items.map(
    ({ entity, action }: { entity: string; action: string }) => `${entity} ${action}`,
  );
  expect(entities.slice(0, 3)).toEqual([
    "notificationRule deleted",
    "notificationTarget deleted",
    "notificationRule updated",
  ]);
});

test("what was told is listed by rule and by whether it is over, page by page", async () => {
  const app = await testApp();
  const ask = asked(app);
  const rules: string[] = [];
  for (const name of ["a", "b"]) {
    const rule = { name, condition: { kind: "lowPool" }, targetIds: [] };
    rules.push((await ask("POST", "/notification-rules", rule)).body.id);
  }
  await app.db.query(
    `insert into notification_occurrences (id, rule_id, subject, figures, ended_at)
     select ('0198c9a0-0000-7000-8000-00000000000' || n)::uuid, ($1::uuid[])[1 + n % 2], n::text,
            '{"count": 1}', case when n < 4 then now() end from generate_series(1, 6) as n`,
    [rules],
  );
  const found = async (query: string) => {
    const { body } = await ask("GET", `/notifications?${query}`);
    return {
      subjects: body.items.map(({ subject }: { subject: string }) => subject).join(""),
      body,
    };
  };
  expect((await found("")).subjects).toBe("654321");
  expect((await found("state=open")).subjects).toBe("654");
  expect((await found(`state=ended&ruleId=${rules[0]}`)).subjects).toBe("2");
  const first = await found("limit=4");
  expect(first.subjects).toBe("6543");
  expect((await found(`limit=4&after=${first.body.next}`)).subjects).toBe("21");
  const open = (await ask("GET", `/notification-rules/${rules[1]}`)).body.open;
  expect(open).toBe(1);
  expect(first.body.items[0]).toMatchObject({
    rule: { id: rules[0], name: "a", kind: "lowPool" },
    of: null,
    figures: { count: 1 },
    tellings: [],
  });
});
