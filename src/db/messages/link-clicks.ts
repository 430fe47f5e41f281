import type { MachineSign } from "../../domain/machine-signs.ts";
import type { Sql } from "../core/database.ts";

export interface NewLinkClick {
  id: string;
  messageId: string;
  index: number;
  url: string;
  at: Date;
  signs: readonly MachineSign[];
  userAgent: string | null;
}

/** Keeps a click, whose event is still to come. @returns false when it is kept already */
export async function insertLinkClick(sql: Sql, click: NewLinkClick): Promise<boolean> {
  const rows = await sql.query(
    {
      name: "insert-link-click",
      text: `insert into link_clicks (id, message_id, link_index, url, clicked_at, signs, user_agent)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1`,
    },
    [
      click.id,
      click.messageId,
      click.index,
      click.url,
      click.at,
      [...click.signs],
      click.userAgent,
    ],
  );
  return rows.length > 0;
}

export interface UndecidedClick {
  messageId: string;
  index: number;
  url: string;
  at: Date;
  signs: MachineSign[];
  userAgent: string | null;
  /** Whether another link of the message was followed within a second of this one. */
  isOneOfSeveral: boolean;
}

/** Takes a click to decide it, which nobody else does any more; undefined when it is decided. */
export async function takeLinkClick(sql: Sql, id: string): Promise<UndecidedClick | undefined> {
  const [row] = await sql.query<UndecidedClick>(
    {
      name: "take-link-click",
      text: `update link_clicks c set decided_at = clock_timestamp()
              where c.id = $1 and c.decided_at is null
              returning c.message_id as "messageId", c.link_index as "index", c.url,
                        c.clicked_at as "at", c.signs, c.user_agent as "userAgent",
                        exists (select from link_clicks o
                                 where o.message_id = c.message_id and o.url <> c.url
                                   and o.clicked_at between c.clicked_at - interval '1 second'
                                                        and c.clicked_at + interval '1 second')
                          as "isOneOfSeveral"`,
    },
    [id],
  );
  return row;
}

/** Clicks that have waited for so long, the oldest first: whoever was to decide them is gone. */
export async function overdueLinkClicks(
  sql: Sql,
  seconds: number,
  count: number,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select id from link_clicks
      where decided_at is null and recorded_at < clock_timestamp() - make_interval(secs => $1)
      order by recorded_at limit $2`,
    [seconds, count],
  );
  return rows.map(({ id }) => id);
}
