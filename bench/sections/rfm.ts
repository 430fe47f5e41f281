import { figure } from "../figures.ts";
import { computeRfm } from "../../src/services/rfm/rfm.ts";
import type { BenchSection } from "../section.ts";

const contacts = 200_000;
const orders = 1_000_000;

/** How long the RFM classes of many contacts take: the first time, and once more. */
export const section: BenchSection = {
  name: "rfm",
  title: "RFM classes of 200,000 contacts with 1,000,000 orders",
  async run({ apart: { db } }) {
    await db.query(
      `insert into contacts (id, source) select make_uuid7(), 'bench' from generate_series(1, $1::int)`,
      [contacts],
    );
    await db.query(
      `insert into orders (id, external_id, contact_id, status, total_cost, currency, ordered_at)
         select make_uuid7(), 'bench-' || n, c.id, 'DELIVERED', round((random() * 500)::numeric, 2), 'UAH',
              now() - random() * interval '700 days'
         from (select n, 1 + floor(power(random(), 2) * $2::int)::int as place from generate_series(1, $1::int) n) o
         join (select id, row_number() over (order by id)::int as place from contacts) c using (place)`,
      [orders, contacts],
    );
    await db.query("analyze contacts");
    await db.query("analyze orders");
    const first = await seconds(() => computeRfm(db));
    await db.query("update orders set ordered_at = ordered_at - interval '30 days'");
    const again = await seconds(() => computeRfm(db));
    const memory = Math.round(process.memoryUsage().rss / 1024 / 1024);
    return {
      title: this.title,
      figures: [
        figure({ name: "the first time, every row written", unit: "s", values: [first] }),
        figure({ name: "30 days later, changed rows written", unit: "s", values: [again] }),
        figure({ name: "memory of the process afterwards", unit: "MB", values: [memory] }),
      ],
    };
  },
};

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return Math.round((performance.now() - began) / 100) / 10;
}
