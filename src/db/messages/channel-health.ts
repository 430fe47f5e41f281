import type { Sql } from "../core/database.ts";

export interface ChannelHealthRow {
  /** As message rows have it: a channel's name, or that of its inbox. */
  channel: string;
  sent: number;
  failed: number;
  unknown: number;
  waiting: number;
  lastProblem: string | null;
  lastProblemAt: Date | null;
}

/** How messages of the last 24 hours fared, by channel: of the newest `most` of them, without tests. */
export async function channelHealth(sql: Sql, most: number): Promise<ChannelHealthRow[]> {
  return sql.query<ChannelHealthRow>(
    `select channel,
            count(*) filter (where state = 'sent') as sent,
            count(*) filter (where state = 'failed') as failed,
            count(*) filter (where state = 'unknown') as unknown,
            count(*) filter (where state in ('queued', 'sending', 'held')) as waiting,
            (array_agg(error order by queued_at desc) filter (where error is not null))[1]
              as "lastProblem",
            max(queued_at) filter (where error is not null) as "lastProblemAt"
       from (select channel, state, error, queued_at
               from messages
              where queued_at > now() - interval '24 hours' and not test
              order by queued_at desc, id desc limit $1) newest
      group by channel`,
    [most],
  );
}
