import { expect, test } from "vitest";
import type { OrderWay, ToldOrder } from "../support/order-ways.ts";
import { orderWays } from "../support/order-ways.ts";
import type { TestApi } from "./workflows/api.ts";
import { testApi } from "./workflows/api.ts";

/** How often each status of an order has raised its event. */
async function raised(api: TestApi, id: string): Promise<Record<string, number>> {
  const rows = await api.db.query<{ status: string; times: number }>(
    `select replace(t.key, 'order', '') as status, count(*) as times
       from events e join event_types t on t.id = e.type_id
      where t.source = 'system' and t.key like 'order%' and e.key_value = $1 group by 1`,
    [id],
  );
  return Object.fromEntries(rows.map(({ status, times }) => [status, times]));
}

const once = ({ statuses }: OrderWay) => Object.fromEntries(statuses.map((each) => [each, 1]));

const story = ({ statuses }: OrderWay, id: string): ToldOrder[] =>
  statuses.map((status, day) => ({ id, status, date: `2026-03-0${day + 1}T12:00:00Z` }));

test.each(Object.entries(orderWays))(
  "%s: each status of an order is one event, sent again, at once, or late",
  async (_name, way) => {
    const api = await testApi();
    const told = story(way, "a-1");
    for (const each of told) {
      await way.tell(api, each);
      await way.tell(api, each);
    }
    expect(await raised(api, "a-1")).toEqual(once(way));
    await Promise.all([...told, ...told].map((each) => way.tell(api, each)));
    for (const each of told.toReversed()) await way.tell(api, each);
    expect(await raised(api, "a-1")).toEqual(once(way));
    expect((await api.get("/orders/a-1")).body.status).toBe(told.at(-1)?.status);
  },
);

test.each(Object.entries(orderWays))(
  "%s: of statuses that come in the wrong order none is told twice, and the last one stays",
  async (_name, way) => {
    const api = await testApi();
    const told = story(way, "a-1");
    for (const each of [...told.toReversed(), ...told]) await way.tell(api, each);
    const last = told.at(-1)?.status;
    expect(await raised(api, "a-1")).toEqual({ [String(last)]: 1 });
    expect((await api.get("/orders/a-1")).body.status).toBe(last);
  },
);

test("an order that is told in several ways raises each status once", async () => {
  const api = await testApi();
  for (const way of Object.values(orderWays)) {
    for (const each of story(way, "a-1")) await way.tell(api, each);
  }
  const times = Object.values(await raised(api, "a-1"));
  expect(times).toEqual([1, 1, 1, 1, 1]);
});
