import { expect, test } from "vitest";
import { testApi } from "../api/workflows/api.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const lookers = 20_000;

test("workers that are killed while they tell of a product tell each of 20,000 exactly once", async () => {
  const api = await testApi();
  const put = (product: object) => api.ask("PUT", "/products", { products: [product] });
  const lamp = { externalId: "lamp", name: "Lamp", price: 100, currency: "EUR" };
  await put({ ...lamp, inStock: false });
  await api.db.query(
    `with made as (
       insert into contacts (id, source) select make_uuid7(), 'api' from generate_series(1, $1) returning id)
     insert into product_interest (contact_id, product, viewed_at, stock_asked_at, seen_on)
     select id, 'lamp', now(), now(), current_date from made`,
    [lookers],
  );
  await put({ ...lamp, price: 80, inStock: true });
  const settings = {
    databaseUrl: api.databaseUrl,
    taskQueue: unique("catalogue-kills"),
    smtpUrl: "smtp://127.0.0.1:1",
  };
  const told = async () => {
    const [row] = await api.db.query<{ events: number; contacts: number; changes: number }>(
      `select count(*) as events, count(distinct (e.contact_id, t.key)) as contacts,
              (select count(*) from product_changes) as changes
         from events e join event_types t on t.id = e.type_id
        where t.key in ('backInStock', 'priceDropped')`,
    );
    if (row === undefined) throw new Error("nothing was counted");
    return row;
  };
  let before = 0;
  for (let kill = 1; kill <= 3; kill++) {
    const worker = await workerProcess(settings);
    await eventually("some pages", async () => (await told()).events >= before + 2_000);
    await worker.kill();
    const { events, changes } = await told();
    expect(changes).toBeGreaterThan(0);
    before = events;
  }
  await Promise.all([workerProcess(settings), workerProcess(settings)]);
  await eventually("the end", async () => (await told()).changes === 0);
  expect(await told()).toEqual({ events: 2 * lookers, contacts: 2 * lookers, changes: 0 });
  const [left] = await api.db.query(
    "select count(*) as asked from product_interest where stock_asked_at is not null",
  );
  expect(left).toEqual({ asked: 0 });
});
