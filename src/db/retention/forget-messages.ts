import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";

/** The next messages of some runs, held until the transaction ends; fewer than `limit`: there are no more. */
export async function messagesOfRuns(
  sql: Sql,
  runIds: readonly string[],
  { limit, withContent }: { limit: number; withContent: boolean },
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    {
      name: "messages-of-runs",
      text: `select id from messages
              where run_id = any($1::uuid[]) and not ($3::boolean and content_gone)
              order by id limit $2 for update`,
    },
    [runIds, limit, withContent],
  );
  return rows.map(({ id }) => id);
}

/** Deletes messages; how many of a broadcast came to what stays. */
export async function forgetMessages(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.query(
    {
      name: "forget-messages",
      text: `with gone as (
               delete from messages where id = any($1::uuid[]) returning broadcast_id, channel, state),
             requests as (
               delete from requested_messages where message_id = any($1::uuid[]))
             insert into forgotten_broadcast_messages as f (broadcast_id, channel, state, messages)
             select broadcast_id, channel, state, count(*) from gone
              where broadcast_id in (select id from broadcasts)
              group by 1, 2, 3 order by 1, 2, 3
             on conflict (broadcast_id, channel, state) do update
               set messages = f.messages + excluded.messages`,
    },
    [ids],
  );
}

/**
 * Deletes what messages said and what servers answered. Title, recipient, states, times and links stay: a
 * link is still followed and counted, and whoever unsubscribes is still known.
 */
export async function forgetContents(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.query(
    {
      name: "forget-contents",
      text: `update messages
                set html = '', body_text = '', content = null, response = null, content_gone = true
              where id = any(${anyLength("$1", "uuid")})`,
    },
    [ids],
  );
}
