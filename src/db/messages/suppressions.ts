import { createHash } from "node:crypto";
import type { SuppressionReason, SuppressionScope } from "../../domain/suppression.ts";
import { bulkInsert } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";
import { partPattern } from "../core/like.ts";

/** Of an address `value`: its row in the table, or none. The one that keeps the most away comes first. */
export function suppressionOf(channel: string, value: string): string {
  return `(select s.reason, s.scope, s.code, s.at
             from suppressions s
            where s.address_hash = sha256(convert_to(${value}, 'UTF8')) and s.channel = ${channel}
              and (s.until is null or s.until > clock_timestamp())
            order by s.scope, s.at limit 1)`;
}

export interface SuppressionRow {
  id: string;
  channel: string;
  /** Null: its contact was erased. */
  address: string | null;
  reason: SuppressionReason;
  scope: SuppressionScope;
  code: string | null;
  words: string | null;
  messageId: string | null;
  at: Date;
  until: Date | null;
}

export type NewSuppression = SuppressionRow & { address: string };

const columns = `id, channel, address, reason, scope, code, words, message_id as "messageId", at, until`;

const added = bulkInsert<NewSuppression>("suppressions", {
  id: ["uuid", ({ id }) => id],
  channel: ["text", ({ channel }) => channel],
  address: ["text", ({ address }) => address],
  address_hash: ["bytea", ({ address }) => createHash("sha256").update(address).digest()],
  reason: ["text", ({ reason }) => reason],
  scope: ["text", ({ scope }) => scope],
  code: ["text", ({ code }) => code],
  words: ["text", ({ words }) => words],
  message_id: ["uuid", ({ messageId }) => messageId],
  at: ["timestamptz", ({ at }) => at],
  until: ["timestamptz", ({ until }) => until],
});

/**
 * Suppresses addresses, each for one reason at most once, in sorted order. One that is suppressed for
 * it already stays as it is, unless that has run out or ends sooner.
 * @returns the ids of those that were added, or hold anew
 */
export async function insertSuppressions(
  sql: Sql,
  suppressions: readonly NewSuppression[],
): Promise<string[]> {
  if (suppressions.length === 0) return [];
  const sorted = suppressions.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const each = sorted.filter((one, index) => {
    const before = sorted[index - 1];
    return before === undefined || keyOf(before) !== keyOf(one);
  });
  const rows = await sql.query<{ id: string }>(
    {
      name: "insert-suppressions",
      text: `${added.text}
             on conflict (address_hash, channel, reason) do update
               set scope = excluded.scope, code = excluded.code, words = excluded.words,
                   message_id = excluded.message_id, at = excluded.at, until = excluded.until
               where suppressions.until < coalesce(excluded.until, 'infinity')
             returning id`,
    },
    added.values(each),
  );
  return rows.map(({ id }) => id);
}

function keyOf({ channel, address, reason }: NewSuppression): string {
  return `${channel}\n${reason}\n${address}`;
}

export interface SuppressionFilter {
  channel?: string | undefined;
  reason?: SuppressionReason | undefined;
  /** A part of the address. */
  search?: string | undefined;
}

/** Suppressions, newest first, below `behind` if given; those that have run out among them. */
export async function suppressionsBelow(
  sql: Sql,
  { channel, reason, search }: SuppressionFilter,
  limit: number,
  behind: string | null,
): Promise<SuppressionRow[]> {
  return sql.query<SuppressionRow>(
    `select ${columns} from suppressions
      where ($2::uuid is null or id < $2) and ($3::text is null or channel = $3)
        and ($4::text is null or reason = $4) and ($5::text is null or address ilike $5)
      order by id desc limit $1`,
    [limit, behind, channel ?? null, reason ?? null, partPattern(search)],
  );
}

export async function suppressionById(sql: Sql, id: string): Promise<SuppressionRow | null> {
  const [row] = await sql.query<SuppressionRow>(
    `select ${columns} from suppressions where id = $1`,
    [id],
  );
  return row ?? null;
}

/** The one of an address for a reason, by which a repetition finds it. */
export async function suppressionFor(
  sql: Sql,
  { channel, address, reason }: Pick<NewSuppression, "channel" | "address" | "reason">,
): Promise<SuppressionRow | null> {
  const [row] = await sql.query<SuppressionRow>(
    `select ${columns} from suppressions
      where address_hash = sha256(convert_to($2, 'UTF8')) and channel = $1 and reason = $3`,
    [channel, address, reason],
  );
  return row ?? null;
}

/** @returns false when there is no such suppression */
export async function deleteSuppression(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query("delete from suppressions where id = $1 returning 1", [id]);
  return rows.length > 0;
}

/** Lifts what an address was suppressed for. @returns whether that changed anything */
export async function liftFor(
  sql: Sql,
  { channel, address, reason }: Pick<NewSuppression, "channel" | "address" | "reason">,
): Promise<boolean> {
  const rows = await sql.query(
    `delete from suppressions
      where address_hash = sha256(convert_to($2, 'UTF8')) and channel = $1 and reason = $3
      returning 1`,
    [channel, address, reason],
  );
  return rows.length > 0;
}

/** Keeps others from counting the bounces of an address until the end of the transaction. */
export async function lockAddress(sql: Sql, channel: string, address: string): Promise<void> {
  await sql.query(
    "select pg_advisory_xact_lock(hashtextextended('suppress ' || $1 || ' ' || $2, 0))",
    [channel, address],
  );
}

/** How many messages to an address have bounced since then, or since the last one that arrived. */
export async function softBounces(
  sql: Sql,
  { channel, address, days }: { channel: string; address: string; days: number },
): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `with told as (
       select kind, at, coalesce(message_id::text, provider_id, report_id) as message
         from channel_reports
        where md5(address) = md5($2) and address = $2 and channel = $1
          and at > clock_timestamp() - make_interval(days => $3))
     select count(distinct message) as count from told
      where kind = 'bounced'
        and at > coalesce((select max(at) from told where kind = 'delivered'), '-infinity')`,
    [channel, address, days],
  );
  return row?.count ?? 0;
}

/** What an address has said last, by the provider's clock: STOP or START. */
export async function lastWordOf(
  sql: Sql,
  channel: string,
  address: string,
): Promise<"subscribed" | "unsubscribed" | null> {
  const [row] = await sql.query<{ kind: "subscribed" | "unsubscribed" }>(
    `select kind from channel_reports
      where md5(address) = md5($2) and address = $2 and channel = $1
        and kind in ('subscribed', 'unsubscribed')
      order by at desc, received_at desc limit 1`,
    [channel, address],
  );
  return row?.kind ?? null;
}
