import type { Sql } from "./database.ts";

/**
 * What is shown of how many rows belong to a thing: exact as long as they are few. Beyond, a sweep
 * counts them (`countLarge`), so that no list has to count a million rows to show one number.
 */
const exactUpTo = 1_000;

interface Counted {
  /** The table of the things that have rows. */
  things: string;
  /** The rows of one of them, whose id is `id`. */
  rows(id: string): string;
}

const counted = {
  segmentMembers: {
    things: "segments",
    rows: (id) => `from segment_members m where m.segment_id = ${id}`,
  },
  topicSubscribed: {
    things: "topics",
    rows: (id) => `from contact_topics m where m.topic_id = ${id} and m.state = 'subscribed'`,
  },
  topicUnsubscribed: {
    things: "topics",
    rows: (id) => `from contact_topics m where m.topic_id = ${id} and m.state = 'unsubscribed'`,
  },
  poolCodes: {
    things: "promo_pools",
    rows: (id) => `from promo_codes c where c.pool_id = ${id}`,
  },
  poolCodesLeft: {
    things: "promo_pools",
    rows: (id) => `from promo_codes c where c.pool_id = ${id} and c.given_at is null`,
  },
} satisfies Record<string, Counted>;

type What = keyof typeof counted;

/** The SQL of a count. @param id the SQL of the id of the thing that has the rows */
export function countOf(what: What, id: string): string {
  const rows = counted[what].rows(id);
  return `(select case when few.n <= ${exactUpTo} then few.n
                       else coalesce((select l.rows from large_counts l where l.id = ${id} and l.what = '${what}'),
                                     (select count(*) ${rows})) end
             from (select count(*) as n from (select ${rows} limit ${exactUpTo + 1}) as first_rows) as few)`;
}

/** How many are counted in one statement. */
const atOnce = 10;

/**
 * Counts what has many rows and was not counted lately: the more rows, the less often.
 * @returns whether there may be more to count
 */
export async function countLarge(sql: Sql): Promise<boolean> {
  let isMore = false;
  for (const [what, { things, rows }] of Object.entries(counted)) {
    const written = await sql.query(
      `insert into large_counts (id, what, rows)
       select t.id, '${what}', (select count(*) ${rows("t.id")})
         from ${things} t left join large_counts l on l.id = t.id and l.what = '${what}'
        where (l.id is null
               or l.counted_at < clock_timestamp() - interval '50 s' - l.rows * interval '100 microseconds')
          and exists (select ${rows("t.id")} offset ${exactUpTo})
        order by l.counted_at nulls first limit ${atOnce}
       on conflict (id, what) do update set rows = excluded.rows, counted_at = excluded.counted_at
       returning 1`,
    );
    isMore ||= written.length === atOnce;
  }
  return isMore;
}
