import { rowArrays } from "../core/bulk-insert.ts";
import { required } from "../../domain/required.ts";
import type { RfmCell, RfmSettings } from "../../domain/rfm.ts";
import { rfmGrid } from "../../domain/rfm.ts";
import type { Sql } from "../core/database.ts";

const grid = rowArrays<RfmCell>({
  recency: ["int", (cell) => cell.recency],
  frequency: ["int", (cell) => cell.frequency],
  monetary: ["int", (cell) => cell.monetary],
  class: ["text", (cell) => cell.class],
});

const boundsOf = (bounds: RfmSettings["recency"]): number[] | null =>
  bounds === "quantiles" ? null : bounds;

/** A fifth, from 1 to 5; those who are level are in the same one. */
const fifth = (order: string): string =>
  `1 + least(4, floor(5 * percent_rank() over (order by ${order})))::int`;

// Its parameters: the grid's, then statuses, whether reactions count, and the bounds of the three.
const first = grid.next;
const scored = `
  bought as (
    select contact_id, max(ordered_at) as last, count(*) as orders, sum(total_cost) as total
      from orders where contact_id is not null and status = any($${first}::text[]) group by contact_id),
  known as (
    select * from bought
    union all
    select m.contact_id, max(greatest(m.opened_at, m.clicked_at)), 0, 0
      from messages m
     where $${first + 1}::bool and (m.opens > 0 or m.clicks > 0) and not m.test
       and not exists (select from bought b where b.contact_id = m.contact_id)
     group by m.contact_id),
  scored as (
    select k.contact_id,
           case when $${first + 2}::float8[] is null then ${fifth("k.last")}
                else 5 - width_bucket(extract(epoch from now() - k.last)::float8 / 86400, $${first + 2}::float8[]) end as recency,
           case when k.orders = 0 then 1 when $${first + 3}::float8[] is null then ${fifth("k.orders")}
                else 1 + width_bucket(k.orders::float8, $${first + 3}::float8[]) end as frequency,
           case when k.orders = 0 then 1 when $${first + 4}::float8[] is null then ${fifth("k.total")}
                else 1 + width_bucket(k.total::float8, $${first + 4}::float8[]) end as monetary
      from known k),
  classed as (
    select s.contact_id, g.class, s.recency, s.frequency, s.monetary
      from scored s join ${grid.unnest} as g (${grid.names})
        on g.recency = s.recency and g.frequency = s.frequency and g.monetary = s.monetary)`;

function valuesOf(settings: RfmSettings): unknown[] {
  return [
    ...grid.values(rfmGrid(settings.classes)),
    settings.statuses,
    settings.reactions,
    boundsOf(settings.recency),
    boundsOf(settings.frequency),
    boundsOf(settings.monetary),
  ];
}

/** Notes what differs from what each contact's class is now; all of it waits to be written. */
export async function noteRfmChanges(
  sql: Sql,
  settings: RfmSettings,
  tell: boolean,
): Promise<number> {
  const rows = await sql.query<{ n: number }>(
    `with ${scored},
     noted as (
       insert into rfm_changes (contact_id, class, recency, frequency, monetary, tell)
       select coalesce(c.contact_id, r.contact_id), c.class, c.recency, c.frequency, c.monetary, $${first + 5}::bool
         from classed c full join contact_rfm r on r.contact_id = c.contact_id
        where (c.class, c.recency, c.frequency, c.monetary)
              is distinct from (r.class, r.recency::int, r.frequency::int, r.monetary::int)
       returning 1)
     select count(*) as n from noted`,
    [...valuesOf(settings), tell],
  );
  return required(rows[0], "a count").n;
}

/** How many contacts would be in each class. */
export async function countRfmClasses(
  sql: Sql,
  settings: RfmSettings,
): Promise<{ class: string; contacts: number }[]> {
  return sql.query<{ class: string; contacts: number }>(
    `with ${scored} select class, count(*) as contacts from classed where class is not null
      group by class order by contacts desc, class`,
    valuesOf(settings),
  );
}

export interface RfmMove {
  contactId: string;
  from: string | null;
  to: string | null;
  recency: number | null;
  frequency: number | null;
  monetary: number | null;
}

/** Writes the next of what was noted. @returns how many, and who is to be told of */
export async function writeRfmPage(
  sql: Sql,
  limit: number,
): Promise<{ written: number; moves: RfmMove[] }> {
  const [row] = await sql.query<{ written: number; moves: RfmMove[] | null }>(
    `with page as (
       delete from rfm_changes
        where contact_id = any(array(select contact_id from rfm_changes order by contact_id limit $1))
       returning *),
     before as (
       select p.*, r.class as was from page p left join contact_rfm r on r.contact_id = p.contact_id),
     gone as (
       delete from contact_rfm r using page p where p.class is null and r.contact_id = p.contact_id),
     kept as (
       insert into contact_rfm (contact_id, class, recency, frequency, monetary, since)
       select c.id, p.class, p.recency, p.frequency, p.monetary, now()
         from page p join contacts c on c.id = p.contact_id where p.class is not null
        order by c.id for key share of c
       on conflict (contact_id) do update
         set class = excluded.class, recency = excluded.recency, frequency = excluded.frequency,
             monetary = excluded.monetary,
             since = case when contact_rfm.class = excluded.class then contact_rfm.since else excluded.since end)
     select (select count(*) from page) as written,
            (select json_agg(json_build_object(
                      'contactId', b.contact_id, 'from', b.was, 'to', b.class, 'recency', b.recency,
                      'frequency', b.frequency, 'monetary', b.monetary) order by b.contact_id)
               from before b join contacts c on c.id = b.contact_id
              where b.tell and b.was is distinct from b.class) as moves`,
    [limit],
  );
  const { written, moves } = required(row, "a count");
  return { written, moves: moves ?? [] };
}

/** Keeps computations apart: whoever comes second waits. */
export async function lockRfm(sql: Sql): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtext('campanile.rfm'))");
}

export async function isRfmPending(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ pending: boolean }>(
    "select exists (select from rfm_changes) as pending",
  );
  return row?.pending === true;
}
