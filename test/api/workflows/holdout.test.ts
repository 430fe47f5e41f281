import { expect, test } from "vitest";
import { testApp } from "../test-app.ts";

const path = "/api/v1/workflows";

test("a workflow's holdout is changed field by field, copied, and its salt is shown nowhere", async () => {
  const app = await testApp();
  const made = await app.call("POST", path, { name: "Welcome", holdout: { percent: 5 } });
  const one = `${path}/${made.body.id}`;
  expect(made.body.holdout).toMatchObject({ percent: 5, workspace: "marketing" });
  const changed = await app.call("PATCH", one, { holdout: { workspace: "always" } });
  expect(changed.body.holdout).toMatchObject({ percent: 5, workspace: "always" });
  expect(changed.body.holdout.since > made.body.holdout.since).toBe(true);
  const same = await app.call("PATCH", one, { name: "Hello", holdout: { percent: 5 } });
  expect(same.body.holdout).toEqual(changed.body.holdout);
  const drawn = await app.call("POST", `${one}/holdout/draw`);
  expect(drawn.body.holdout.since > changed.body.holdout.since).toBe(true);
  const copy = await app.call("POST", `${one}/duplicate`);
  expect(copy.body.holdout).toMatchObject({ percent: 5, workspace: "always" });

  const salts = await app.db.query<{ salt: string }>(
    "select holdout_salt::text as salt from workflows",
  );
  expect(new Set(salts.map(({ salt }) => salt)).size).toBe(2);
  const log = JSON.stringify((await app.call("GET", "/api/v1/audit-log")).body);
  expect(log).toContain("holdoutTenths");
  for (const { salt } of salts) expect(log).not.toContain(salt);
});

test.each([[100], [-1], [2.55], ["10"]])("a holdout of %j is refused", async (percent) => {
  const app = await testApp();
  const { status, body } = await app.call("POST", path, { name: "W", holdout: { percent } });
  expect(status).toBe(400);
  expect(body.errors[0].path).toBe("holdout.percent");
});

test("of a workflow that does not exist nothing is drawn", async () => {
  const app = await testApp();
  const { status } = await app.call("POST", `${path}/${crypto.randomUUID()}/holdout/draw`);
  expect(status).toBe(404);
});
