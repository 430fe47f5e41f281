import { expect, test } from "vitest";
import { bodyOf, told } from "../services/notifications/told.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const rules = 30;
const targets = 3;
/** Of a worker, at once. */
const lanes = 4;
const kills = 2;
const atATime = 12;

test("workers that are killed while they notify tell each beginning and each end to each target", async () => {
  const { db, post, server, target, settings } = await told();
  /** So many requests are answered; those behind them hang, until their worker is killed. */
  let answered = 0;
  server.answer = (_request, response) => {
    if (answered-- > 0) response.end();
  };
  const targetIds: string[] = [];
  for (let n = 0; n < targets; n++) {
    const made = await target({ kind: "webhook", name: `t${n}`, url: `${server.url}/${n}` });
    targetIds.push(made.id);
  }
  await db.query(
    "insert into promo_pools (id, name) select gen_random_uuid(), 'pool ' || n from generate_series(1, $1::int) n",
    [rules],
  );
  for (const { id, name } of await db.query("select id, name from promo_pools order by name")) {
    await post("/notification-rules", { name, condition: { kind: "lowPool", id }, targetIds });
  }
  const counts = async () => {
    const [row] = await db.query<{ found: number; tellings: number; pending: number }>(
      `select (select count(*)::int from notification_occurrences) as found,
              count(*)::int as tellings, count(*) filter (where state = 'pending')::int as pending
         from notification_tellings`,
    );
    return row ?? { found: 0, tellings: 0, pending: 0 };
  };
  /** As if the leases of a minute were over. */
  const expire = () =>
    db.query("update notification_tellings set lease_until = null where state = 'pending'");

  for (let kill = 1; kill <= kills; kill++) {
    const before = server.received.length;
    answered = atATime;
    const both = await Promise.all([workerProcess(settings), workerProcess(settings)]);
    await eventually("some requests", () => server.received.length > before + atATime);
    await Promise.all(both.map((worker) => worker.kill()));
    const { found, tellings, pending } = await counts();
    // What was found is to be told to all of its targets, or was not found yet.
    expect(tellings).toBe(found * targets);
    expect(pending).toBeGreaterThan(0);
    await expire();
  }
  answered = Number.POSITIVE_INFINITY;
  await Promise.all([workerProcess(settings), workerProcess(settings)]);
  const all = rules * targets;
  await eventually("the beginnings", async () => {
    const { tellings, pending } = await counts();
    return tellings === all && pending === 0;
  });
  const began = server.received.map((request) => ({ path: request.path, ...bodyOf(request) }));
  const pairs = new Map<string, Set<unknown>>();
  for (const one of began as { path: string; id?: unknown; subject?: { id: string } }[]) {
    const pair = `${one.path} ${one.subject?.id}`;
    pairs.set(pair, (pairs.get(pair) ?? new Set()).add(one.id));
  }
  expect(pairs.size).toBe(all);
  // Whoever is told twice knows it by the id.
  expect([...pairs.values()].filter(({ size }) => size !== 1)).toEqual([]);
  expect(began.length - all).toBeLessThanOrEqual(kills * 2 * lanes);

  // Two workers, and none is killed: each end is told exactly once.
  await db.query("insert into promo_codes (pool_id, code) select id, 'code' from promo_pools");
  await eventually("the ends", async () => {
    const { tellings, pending } = await counts();
    return tellings === 2 * all && pending === 0;
  });
  const ended = server.received.slice(began.length).map(bodyOf);
  expect(ended.every(({ what }) => what === "ended")).toBe(true);
  expect(new Set(ended.map(({ id }) => id)).size).toBe(all);
  expect(ended).toHaveLength(all);
  expect((await counts()).found).toBe(rules);
});
