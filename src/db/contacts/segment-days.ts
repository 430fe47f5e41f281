import type { Sql } from "../core/database.ts";

/** What came into a segment and left it on a day, as YYYY-MM-DD in the workspace's time zone. */
export interface SegmentDay {
  day: string;
  entered: number;
  left: number;
}

/** How many moves are added up in one statement. */
export const movesAtOnce = 5_000;

/** Adds the oldest moves up by day. @returns how many there were */
export async function addUpMoves(sql: Sql, timeZone: string): Promise<number> {
  const rows = await sql.query<{ n: number }>(
    `with taken as (
       delete from segment_moves where id = any(array(select id from segment_moves order by id limit $2))
       returning segment_id, at, entered, gone),
     known as (
       select id from segments where id in (select segment_id from taken) order by id for key share),
     kept as (
       insert into segment_days (segment_id, day, entered, gone)
       select t.segment_id, (t.at at time zone $1)::date, sum(t.entered), sum(t.gone)
         from taken t join known k on k.id = t.segment_id group by 1, 2 order by 1, 2
       on conflict (segment_id, day) do update
         set entered = segment_days.entered + excluded.entered, gone = segment_days.gone + excluded.gone)
     select count(*) as n from taken`,
    [timeZone, movesAtOnce],
  );
  return rows[0]?.n ?? 0;
}

/** The last days of a segment, the oldest first, those without a move and today among them. */
export async function segmentDays(
  sql: Sql,
  segmentId: string,
  { days, timeZone }: { days: number; timeZone: string },
): Promise<SegmentDay[]> {
  return sql.query<SegmentDay>(
    `with today as (select (clock_timestamp() at time zone $3)::date as day),
     moved as (
       select d.day, d.entered, d.gone from segment_days d, today t
        where d.segment_id = $1 and d.day > t.day - $2::int
       union all
       select (at at time zone $3)::date, entered, gone from segment_moves where segment_id = $1)
     select to_char(t.day - ago, 'YYYY-MM-DD') as day,
            coalesce((select sum(entered) from moved m where m.day = t.day - ago), 0)::int as entered,
            coalesce((select sum(gone) from moved m where m.day = t.day - ago), 0)::int as left
       from today t, generate_series($2::int - 1, 0, -1) as ago order by ago desc`,
    [segmentId, days, timeZone],
  );
}
