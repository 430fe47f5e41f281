import { expect, test } from "vitest";
import { orderWays } from "../support/order-ways.ts";
import { apiProcess } from "../support/api-process.ts";
import { eventually } from "../support/wait.ts";
import { testApi } from "../api/workflows/api.ts";

const orders = 60;
const kills = 2;

test.each(Object.entries(orderWays))(
  "%s: APIs that are killed while orders are told raise each status exactly once",
  async (_name, { statuses, tell }) => {
    const { db, databaseUrl, key } = await testApi();
    const api = await apiProcess({ DATABASE_URL: databaseUrl });
    const killed = new Set<number>();
    let at = api;
    /** As clients do: sent again until it is answered. */
    async function tellSurely(id: string): Promise<void> {
      for (const [day, status] of statuses.entries()) {
        const order = { id, status, date: `2026-03-0${day + 1}T12:00:00Z` };
        for (;;) {
          const { url } = at;
          try {
            await tell({ url, key }, order);
            break;
          } catch {
            await new Promise((resolve) => setImmediate(resolve));
          }
        }
      }
    }
    const told = Array.from({ length: orders }, (_, n) => tellSurely(`o-${n}`));
    let done = false;
    const all = Promise.all(told).then(() => (done = true));
    for (let kill = 1; kill <= kills; kill++) {
      const before = await count(db);
      await eventually("some statuses", async () => (await count(db)) > before + 15);
      expect(done).toBe(false);
      at.child.kill("SIGKILL");
      await at.exited;
      killed.add(at.port);
      at = await apiProcess({ DATABASE_URL: databaseUrl });
    }
    await all;
    expect(killed.size).toBe(kills);
    const rows = await db.query<{ events: number; orders: number }>(
      `select count(*) as events, count(distinct e.key_value) as orders
         from events e join event_types t on t.id = e.type_id
        where t.source = 'system' and t.key like 'order%' group by t.id`,
    );
    expect(rows).toEqual(statuses.map(() => ({ events: orders, orders })));
    const [left] = await db.query(
      "select count(*) as n from order_statuses where event_id is null",
    );
    expect(left).toEqual({ n: 0 });
  },
);

async function count(db: { query(text: string): Promise<unknown[]> }): Promise<number> {
  return (await db.query("select from order_statuses")).length;
}
