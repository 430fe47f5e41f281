import type { Database } from "../../src/db/core/database.ts";

/** Events of a type, as if they had been received some hours ago. */
export async function pastEvents(
  db: Database,
  typeId: string,
  given: { hoursAgo: number; count?: number; params?: object },
): Promise<void> {
  const { hoursAgo, count = 1, params = {} } = given;
  await db.query(
    `insert into events (id, type_id, key_value, params, source, received_at)
     select (substr(uuid7_floor(at)::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid,
            $1, 'key', $4, 'test', at
       from (select now() - make_interval(secs => $2::float8 * 3600) as at from generate_series(1, $3::int)) as n`,
    [typeId, hoursAgo, count, JSON.stringify(params)],
  );
}
