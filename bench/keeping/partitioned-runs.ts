import type { Database } from "../../src/db/core/database.ts";
import type { Figure } from "../figures.ts";
import { figure, quantile } from "../figures.ts";

const partitions = 14;
const questions = 300;

/** What a start and a stop ask of runs. None of them knows when the runs were made. */
const asked = {
  "runs of an event": "event_id = (select gen_random_uuid())",
  "open runs of a contact": `workflow_id = (select id from workflows limit 1)
     and status in ('pending', 'running') and contact_id = (select id from contacts limit 1)`,
  "pending runs": "status = 'pending'",
};

/**
 * The same runs in a table with a partition for each of fourteen days, beside the one that there is: what
 * finding them costs, and what dropping a day does.
 */
export async function besidePartitions(db: Database): Promise<Figure[]> {
  await db.query("create table parted (like runs) partition by range (id)");
  for (const columns of [
    "(id)",
    "(workflow_id, id desc)",
    "(contact_id, id desc)",
    "(event_id)",
    "(id) where status = 'pending'",
    "(workflow_id, contact_id) where status in ('pending', 'running')",
    "(ended_at desc) where ended_at is not null",
  ]) {
    await db.query(`create index on parted ${columns}`);
  }
  await db.query(`do $$
    begin
      for n in 0..${partitions - 1} loop
        execute format('create table %I partition of parted for values from (%L) to (%L)', 'parted_' || n,
          uuid7_floor(date_trunc('day', now(), 'UTC') - n * interval '1 day'),
          uuid7_floor(date_trunc('day', now(), 'UTC') - (n - 1) * interval '1 day'));
      end loop;
    end $$`);
  await db.query(
    `insert into parted select * from runs
      where id >= uuid7_floor(date_trunc('day', now(), 'UTC') - interval '${partitions - 1} days')`,
  );
  await db.query("analyze parted");
  const figures: Figure[] = [];
  for (const [name, where] of Object.entries(asked)) {
    const one = await timeOf(db, "runs", where);
    const many = await timeOf(db, "parted", where);
    const baseline = figure({ name: `${name}, one table`, unit: "ms", values: [one] });
    figures.push(
      baseline,
      figure({ name: `${name}, ${partitions} partitions`, unit: "ms", values: [many], baseline }),
    );
  }
  const began = performance.now();
  await db.query("drop table parted_10");
  figures.push(
    figure({ name: "dropping a day of runs", unit: "ms", values: [performance.now() - began] }),
  );
  await db.query("drop table parted");
  return figures;
}

async function timeOf(db: Database, table: string, where: string): Promise<number> {
  const times: number[] = [];
  for (let number = 0; number < questions; number++) {
    const [plan] = await db.query<{
      "QUERY PLAN": { "Execution Time": number; "Planning Time": number }[];
    }>(`explain (analyze, format json, timing off) select id from ${table} where ${where} limit 1`);
    const [timed] = plan?.["QUERY PLAN"] ?? [];
    times.push(
      (timed?.["Execution Time"] ?? Number.NaN) + (timed?.["Planning Time"] ?? Number.NaN),
    );
  }
  return quantile(times, 0.5);
}
