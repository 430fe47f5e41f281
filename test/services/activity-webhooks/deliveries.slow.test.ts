import { expect, test } from "vitest";
import type { Database } from "../../../src/db/core/database.ts";
import { notices, nextAttemptIn } from "../../../src/domain/notices.ts";
import { signatureOf } from "../../../src/services/activity-webhooks/secret.ts";
import { eventually } from "../../support/wait.ts";
import { workerHere, workerProcess } from "../../support/worker.ts";
import { testApi } from "../../api/workflows/api.ts";
import { shop, statusesOf, toldBy } from "./shop.ts";

interface Delivery {
  id: string;
  state: string;
  attempts: number;
  answerStatus: number | null;
  problem: string | null;
  nextAttemptAt: string;
}

/** Something to tell of, without a run. */
async function tell(db: Database, webhookId: string, count = 1): Promise<void> {
  await db.query(
    `insert into activity_outbox (webhook_id, activity, contact_id, run_id)
     select $1, 'run_started', gen_random_uuid(), gen_random_uuid() from generate_series(1, $2)`,
    [webhookId, count],
  );
}

test("a request that is refused holds up those behind it, and all come in order once it is taken", async () => {
  const campanile = await shop();
  const { db, server } = campanile;
  let isBroken = true;
  server.answer = (_request, response) => {
    response.writeHead(isBroken ? 500 : 200).end();
  };
  const { id } = await campanile.webhook({ activities: ["run_started"] });
  await tell(db, id, 150);
  await workerHere(campanile.settings);
  const deliveries = async () =>
    (await campanile.get(`/webhooks/${id}/deliveries`)).body.items as Delivery[];
  const [failed] = await eventually("a failed attempt", async () => {
    const all = await deliveries();
    return all[0]?.answerStatus === 500 && all;
  });
  expect(failed).toMatchObject({ state: "pending", attempts: 1, problem: "answered 500" });
  const pause = Date.parse(failed?.nextAttemptAt ?? "") - Date.now();
  expect(pause).toBeGreaterThan(50_000);
  expect(pause).toBeLessThanOrEqual(60_000);
  const shown = await campanile.get(`/webhooks/${id}`);
  expect(shown.body).toMatchObject({ waiting: 150, lastState: "pending" });
  isBroken = false;
  const retried = await campanile.post(`/webhooks/${id}/deliveries/${failed?.id}/retry`);
  expect(retried.status).toBe(200);
  await eventually("both deliveries", async () => {
    const all = await deliveries();
    return all.length === 2 && all.every(({ state }) => state === "delivered");
  });
  const ids = server.received.map(({ headers }) => headers["campanile-delivery"]);
  expect(ids.slice(0, 2)).toEqual([failed?.id, failed?.id]);
  expect(server.received[1]?.body).toBe(server.received[0]?.body);
  const told = server.received
    .slice(1)
    .flatMap(toldBy)
    .map(({ activityId }) => Number(activityId));
  expect(told).toHaveLength(150);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  const again = await campanile.post(`/webhooks/${id}/deliveries/${failed?.id}/retry`);
  expect(again.status).toBe(409);
});

test("a receiver that doesn't answer holds up no other", async () => {
  const campanile = await shop();
  const { db, server } = campanile;
  let letGo = (): void => {};
  server.answer = ({ path }, response) => {
    if (path === "/slow") letGo = () => void response.end();
    else response.end();
  };
  const slow = await campanile.webhook({ url: `${server.url}/slow` });
  const quick = await campanile.webhook({ url: `${server.url}/quick` });
  const asked = (path: string, count: number) =>
    eventually(`${count} requests to ${path}`, () => {
      return server.received.filter((request) => request.path === path).length === count;
    });
  await workerHere(campanile.settings);
  await tell(db, slow.id);
  await asked("/slow", 1);
  for (const count of [1, 2, 3]) {
    await tell(db, quick.id);
    await asked("/quick", count);
  }
  expect(server.received.filter(({ path }) => path === "/slow")).toHaveLength(1);
  letGo();
});

test("a worker that is killed before it has noted an answer asks again under the same id", async () => {
  const campanile = await shop();
  const { db, server } = campanile;
  let isHung = true;
  server.answer = (_request, response) => {
    // Taken, but its answer never arrives.
    if (!isHung) response.end();
  };
  const { id } = await campanile.webhook();
  const worker = await workerProcess(campanile.settings);
  await tell(db, id, 3);
  await eventually("the request", () => server.received.length === 1);
  await worker.kill();
  isHung = false;
  // As if its lease of half a minute were over.
  await db.query("update activity_deliveries set lease_until = clock_timestamp()");
  await workerHere(campanile.settings);
  const [delivery] = await eventually("its delivery", async () => {
    const all = (await campanile.get(`/webhooks/${id}/deliveries`)).body.items as Delivery[];
    return all[0]?.state === "delivered" && all;
  });
  expect(delivery).toMatchObject({ attempts: 2, answerStatus: 200, problem: null });
  const [first, second, ...more] = server.received;
  expect(more).toEqual([]);
  expect(second?.headers["campanile-delivery"]).toBe(first?.headers["campanile-delivery"]);
  expect(second?.body).toBe(first?.body);
  expect(statusesOf(server.received)).toHaveLength(6);
});

test("an address inside the network is not asked, unless it is named", async () => {
  const campanile = await shop();
  const { id } = await campanile.webhook({ url: "http://127.0.0.1:9/inside" });
  await tell(campanile.db, id);
  await workerHere(campanile.settings);
  const problem = await eventually("the refusal", async () => {
    const [one] = (await campanile.get(`/webhooks/${id}/deliveries`)).body.items as Delivery[];
    return one?.problem;
  });
  expect(problem).toBe("the address is not a public one");
});

test("attempts come after 1, 2, 4, 8 … minutes, then hourly, for three days", () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 40].map(
    (attempts) => (nextAttemptIn(attempts, 0) ?? 0) / 60_000,
  );
  expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  const day = 24 * 3_600_000;
  expect(nextAttemptIn(60, 3 * day - 3_600_000)).toBe(3_600_000);
  expect(nextAttemptIn(60, 3 * day - 3_599_999)).toBeNull();
});

test("the signature is the HMAC of time and body, as the guide writes it", () => {
  // By: printf '1767225600.[]' | openssl dgst -sha256 -hmac whsec_test
  expect(signatureOf("whsec_test", "[]", new Date("2026-01-01T00:00:00Z"))).toBe(
    "t=1767225600,v1=92d255c29fd1b1766686cb11d10308f65e150628025121a4c1f7f0d67bafb172",
  );
});

test("a webhook is made, shown without its secret, changed and deleted", async () => {
  const campanile = await shop();
  const made = await campanile.webhook();
  expect(made).toMatchObject({ activities: notices, enabled: true, waiting: 0, lastState: null });
  expect(made.secret).toMatch(/^whsec_[\w-]{43}$/);
  const list = await campanile.get("/webhooks");
  expect(JSON.stringify(list.body)).not.toContain("whsec_");
  const changed = await campanile.patch(`/webhooks/${made.id}`, { name: "New", enabled: false });
  expect(changed.body).toMatchObject({ name: "New", enabled: false, url: made["url" as never] });
  const renewed = await campanile.post(`/webhooks/${made.id}/secret`);
  expect((renewed.body as { secret: string }).secret).not.toBe(made.secret);
  await tell(campanile.db, made.id);
  expect((await campanile.delete(`/webhooks/${made.id}`)).status).toBe(204);
  expect((await campanile.get(`/webhooks/${made.id}`)).status).toBe(404);
  expect(await campanile.db.query("select 1 from activity_outbox")).toEqual([]);
});

test.each(["ftp://shop.example.com", "https://user:word@shop.example.com", "shop.example.com"])(
  "a webhook to %s is refused",
  async (url) => {
    const campanile = await testApi({ SECRETS_KEY: Buffer.alloc(32).toString("base64") });
    const answer = await campanile.post("/webhooks", { name: "x", url });
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, "url"]);
  },
);

test("without SECRETS_KEY no webhook can be made, and it is said why", async () => {
  const campanile = await testApi();
  const url = "https://shop.example.com";
  const answer = await campanile.post("/webhooks", { name: "x", url });
  expect([answer.status, answer.body.detail]).toEqual([
    409,
    expect.stringContaining("SECRETS_KEY"),
  ]);
});
