import { expect, test } from "vitest";
import { incoming } from "../support/events.ts";
import { stack } from "../support/mail-stack.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const carts = 6_000;
const goOn = 300;
const cartAbandonedMinutes = 10;

test("workers that are killed while they look for abandoned carts tell of each exactly once", async () => {
  const { db, ask, ingest, settings } = await stack({ worker: false });
  await ask("PATCH", "/workspace", { cartAbandonedMinutes });
  const update = (n: number) =>
    incoming({
      typeKey: "cartUpdated",
      keyValue: `cart-${n}`,
      email: `p${n}@example.com`,
      params: { items: [{ name: `Mug ${n}` }], total: n },
    });
  await ingest.ingest(Array.from({ length: carts }, (_, n) => update(n)));
  const pass = () =>
    db.query("update carts set idle_since = idle_since - make_interval(mins => $1)", [
      cartAbandonedMinutes,
    ]);
  await pass();
  const told = async () => {
    const [row] = await db.query<{ events: number; contacts: number; open: number }>(
      `select count(*) as events, count(distinct e.contact_id) as contacts,
              (select count(*) from carts where idle_since is not null) as open
         from events e join event_types t on t.id = e.type_id where t.key = 'cartAbandoned'`,
    );
    return row ?? { events: 0, contacts: 0, open: 0 };
  };
  for (let kill = 1; kill <= 3; kill++) {
    const before = (await told()).events;
    const [doomed, other] = await Promise.all([workerProcess(settings), workerProcess(settings)]);
    await eventually("some carts", async () => (await told()).events > before);
    await Promise.all([doomed.kill(), other.kill()]);
    const { events, open } = await told();
    // Whatever was under way is told and marked, or neither.
    expect(events + open).toBe(carts);
    expect(open).toBeGreaterThan(0);
  }
  await workerProcess(settings);
  await eventually("the rest", async () => (await told()).open === 0);
  expect(await told()).toEqual({ events: carts, contacts: carts, open: 0 });

  // Those that go on can be left once more.
  await ingest.ingest(Array.from({ length: goOn }, (_, n) => update(n)));
  await pass();
  await eventually("those that went on", async () => (await told()).open === 0);
  expect(await told()).toEqual({ events: carts + goOn, contacts: carts, open: 0 });
});
