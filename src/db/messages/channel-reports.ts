import type { ChannelReport, ChannelReportKind } from "../../domain/channel-report.ts";
import { bulkInsert, rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";
import type { EventfulMessage } from "./message-reactions.ts";

/** A report as it is kept, of a message whose id has the form of one. */
export interface KeptReport extends Omit<ChannelReport, "permanent" | "url"> {
  permanent: boolean | null;
  url: string | null;
}

const newReports = bulkInsert<KeptReport & { channel: string }>("channel_reports", {
  channel: ["text", ({ channel }) => channel],
  report_id: ["text", ({ reportId }) => reportId],
  kind: ["text", ({ kind }) => kind],
  at: ["timestamptz", ({ at }) => at],
  message_id: ["uuid", ({ messageId }) => messageId],
  provider_id: ["text", ({ providerId }) => providerId],
  address: ["text", ({ address }) => address],
  permanent: ["bool", ({ permanent }) => permanent],
  code: ["text", ({ code }) => code],
  words: ["text", ({ words }) => words],
  url: ["text", ({ url }) => url],
});

/** Keeps reports, in sorted order. @returns the ids of those that were not known */
export async function insertReports(
  sql: Sql,
  channel: string,
  reports: readonly KeptReport[],
): Promise<Set<string>> {
  const rows = await sql.query<{ reportId: string }>(
    {
      name: "insert-channel-reports",
      text: `${newReports.text} on conflict do nothing returning report_id as "reportId"`,
    },
    newReports.values(reports.map((report) => ({ ...report, channel }))),
  );
  return new Set(rows.map(({ reportId }) => reportId));
}

const applied = rowArrays<Pick<KeptReport, "reportId" | "address">>(
  {
    report_id: ["text", ({ reportId }) => reportId],
    address: ["text", ({ address }) => address],
  },
  2,
);

/** With the address of each as far as it has come to be known: that of its message. */
export async function markApplied(
  sql: Sql,
  channel: string,
  reports: readonly Pick<KeptReport, "reportId" | "address">[],
): Promise<void> {
  if (reports.length === 0) return;
  await sql.query(
    {
      name: "mark-channel-reports-applied",
      text: `update channel_reports r
                set applied_at = clock_timestamp(), address = coalesce(r.address, a.address)
               from ${applied.unnest} as a (${applied.names})
              where r.channel = $1 and r.report_id = a.report_id`,
    },
    [channel, ...applied.values(reports)],
  );
}

const columns = `r.report_id as "reportId", r.kind, r.at, r.message_id as "messageId",
  r.provider_id as "providerId", r.address, r.permanent, r.code, r.words, r.url`;

/**
 * Takes reports whose message has become known since they came, or that have waited for it long
 * enough; nobody else takes them until the end of the transaction.
 */
export async function takeOpenReports(
  sql: Sql,
  { minutes, count }: { minutes: number; count: number },
): Promise<(KeptReport & { channel: string })[]> {
  return sql.query<KeptReport & { channel: string; kind: ChannelReportKind }>(
    `select r.channel, ${columns}
       from channel_reports r
      where r.applied_at is null
        and (r.received_at < clock_timestamp() - make_interval(mins => $1)
             or exists (select from messages m where m.id = r.message_id and m.channel = r.channel)
             or exists (select from messages m
                         where m.channel = r.channel and m.provider_id = r.provider_id))
      order by r.received_at limit $2 for update skip locked`,
    [minutes, count],
  );
}

/** A message of which something is reported. */
export interface ReportedMessage extends EventfulMessage {
  id: string;
  providerId: string | null;
  /** Whether its contact is still there, and was not erased. */
  hasContact: boolean;
  recipient: string;
  topic: string | null;
  test: boolean;
}

const about = `m.id, m.provider_id as "providerId", m.contact_id as "contactId",
  c.id is not null as "hasContact", m.recipient, m.channel, m.topic, m.test,
  m.run_id as "runId", m.block_id as "blockId", m.workflow_id as "workflowId",
  w.name as "workflowName", r.event_key as "eventKey", o.external_id as "orderId"`;

const around = `join runs r on r.id = m.run_id
       join workflows w on w.id = m.workflow_id
       left join orders o on o.id = r.order_id
       left join contacts c on c.id = m.contact_id`;

/** The messages of a channel that reports name, by our own ids or by the provider's. */
export async function reportedMessages(
  sql: Sql,
  channel: string,
  { ids, providerIds }: { ids: readonly string[]; providerIds: readonly string[] },
): Promise<ReportedMessage[]> {
  if (ids.length + providerIds.length === 0) return [];
  return sql.query<ReportedMessage>(
    `with named as (
       select id from messages where channel = $1 and id = any($2::uuid[])
       union
       select id from messages where channel = $1 and provider_id = any($3::text[]))
     select ${about} from named n join messages m on m.id = n.id ${around}`,
    [channel, ids, providerIds],
  );
}

/** What a contact was sent last by a channel: what it answers to. */
export async function lastMessageTo(
  sql: Sql,
  contactId: string,
  channel: string,
): Promise<ReportedMessage | undefined> {
  const rows = await sql.query<ReportedMessage>(
    `select ${about} from messages m ${around}
      where m.contact_id = $1 and m.channel = $2 and m.sent_at is not null and not m.test
      order by m.id desc limit 1`,
    [contactId, channel],
  );
  return rows[0];
}

/** What a report notes at its message. */
export interface MessageNote {
  messageId: string;
  state: "delivered" | "bounced" | "complained" | "failed" | "replied";
  at: Date;
  detail: string | null;
}

const notes = rowArrays<MessageNote>({
  message_id: ["uuid", ({ messageId }) => messageId],
  state: ["text", ({ state }) => state],
  at: ["timestamptz", ({ at }) => at],
  detail: ["text", ({ detail }) => detail],
});

/** Notes at messages, and in their logs, what has been reported: in whatever order it came. */
export async function noteReports(sql: Sql, noted: readonly MessageNote[]): Promise<void> {
  if (noted.length === 0) return;
  await sql.query(
    {
      name: "note-channel-reports",
      text: `with noted as (select * from ${notes.unnest} as n (${notes.names})),
             latest as (
               select message_id,
                      min(at) filter (where state = 'delivered') as delivered_at,
                      max(at) filter (where state in ('bounced', 'failed')) as undelivered_at,
                      min(at) filter (where state = 'complained') as complained_at,
                      max(at) filter (where state = 'replied') as replied_at
                 from noted group by message_id),
             changed as (
               update messages m
                  set delivered_at = least(m.delivered_at, l.delivered_at),
                      undelivered_at = greatest(m.undelivered_at, l.undelivered_at),
                      complained_at = least(m.complained_at, l.complained_at),
                      replied_at = greatest(m.replied_at, l.replied_at)
                 from latest l where m.id = l.message_id)
             insert into message_log (message_id, state, detail)
             select message_id, state, detail from noted`,
    },
    notes.values(noted),
  );
}

/** Which contact has an address; null: nobody. */
export async function contactAt(sql: Sql, kind: string, value: string): Promise<string | null> {
  const [row] = await sql.query<{ contactId: string }>(
    `select contact_id as "contactId" from contact_identities where kind = $1 and value = $2`,
    [kind, value],
  );
  return row?.contactId ?? null;
}
