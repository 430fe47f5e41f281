import type { Sql } from "./database.ts";

/**
 * What is shown of how many rows belong to a thing: exact as long as they are few. Beyond, a sweep
 * counts them (`countLarge`), so that no list has to count a million rows to show one number.
 */
const exactUpTo = 1_000;

/**
 * The SQL of a count.
 *
 * @param order of an index on the rows: without it, Postgres takes a small thing for one of the usual
 *   size and reads the table to find its first rows
 * @param id the SQL of the id of the thing that has the rows
 */
function countOf(what: string, rows: string, order: string, id: string): string {
  return `(select case when few.n <= ${exactUpTo} then few.n
                       else coalesce((select l.rows from large_counts l where l.id = ${id} and l.what = '${what}'),
                                     (select count(*) ${rows})) end
             from (select count(*) as n from (select ${rows} order by ${order} limit ${exactUpTo + 1}) as first_rows) as few)`;
}

const members = (id: string): string => `from segment_members m where m.segment_id = ${id}`;
const topicContacts = (id: string, state: string): string =>
  `from contact_topics m where m.topic_id >= ${id} and m.topic_id <= ${id} and m.state = '${state}'`;
const codes = (id: string): string => `from promo_codes c where c.pool_id = ${id}`;
const codesLeft = (id: string): string => `${codes(id)} and c.given_at is null`;

export const countOfMembers = (id: string): string =>
  countOf("members", members(id), "m.contact_id", id);
export const countOfTopic = (id: string, state: "subscribed" | "unsubscribed"): string =>
  countOf(state, topicContacts(id, state), "m.topic_id", id);
export const countOfCodes = (id: string): string => countOf("codes", codes(id), "c.code", id);
const codesUsed = (id: string): string => `${codes(id)} and c.used_at is not null`;

export const countOfCodesUsed = (id: string): string =>
  countOf("codesUsed", codesUsed(id), "c.used_at", id);
export const countOfCodesLeft = (id: string): string =>
  countOf("codesLeft", codesLeft(id), "c.position", id);

/** How many are counted in one statement. */
const atOnce = 10;

/** Counts what has many rows and was not counted lately: the more rows, the less often. */
function counting(what: string, things: string, rows: string, order: string): string {
  return `
    insert into large_counts (id, what, rows)
    select t.id, '${what}', (select count(*) ${rows})
      from ${things} t left join large_counts l on l.id = t.id and l.what = '${what}'
     where (l.id is null
            or l.counted_at < clock_timestamp() - interval '50 s' - l.rows * interval '100 microseconds')
       and exists (select ${rows} order by ${order} offset ${exactUpTo})
     order by l.counted_at nulls first limit ${atOnce}
    on conflict (id, what) do update set rows = excluded.rows, counted_at = excluded.counted_at
    returning 1`;
}

/** @returns whether there may be more to count */
export async function countLarge(sql: Sql): Promise<boolean> {
  const counted = [
    await sql.query(counting("members", "segments", members("t.id"), "m.contact_id")),
    await sql.query(
      counting("subscribed", "topics", topicContacts("t.id", "subscribed"), "m.topic_id"),
    ),
    await sql.query(
      counting("unsubscribed", "topics", topicContacts("t.id", "unsubscribed"), "m.topic_id"),
    ),
    await sql.query(counting("codes", "promo_pools", codes("t.id"), "c.code")),
    await sql.query(counting("codesLeft", "promo_pools", codesLeft("t.id"), "c.position")),
    await sql.query(counting("codesUsed", "promo_pools", codesUsed("t.id"), "c.used_at")),
  ];
  return counted.some(({ length }) => length === atOnce);
}
