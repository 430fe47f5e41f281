import type { ChannelReport } from "../../domain/channel-report.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

const reported = rowArrays<ChannelReport>(
  {
    message_id: ["uuid", ({ messageId }) => messageId],
    provider_id: ["text", ({ providerId }) => providerId],
    kind: ["text", ({ kind }) => kind],
    detail: ["text", ({ code, words }) => [code, words].filter((one) => one !== null).join(" ")],
  },
  2,
);

/** Writes reports into the logs of their messages, but those that stand there already. */
export async function logReports(
  sql: Sql,
  channel: string,
  reports: readonly ChannelReport[],
): Promise<void> {
  if (reports.length === 0) return;
  await sql.query(
    `insert into message_log (message_id, state, detail)
     select m.id, r.kind, nullif(r.detail, '')
       from ${reported.unnest} as r (${reported.names})
       join messages m on m.channel = $1 and (m.id = r.message_id or m.provider_id = r.provider_id)
      where not exists (
        select from message_log l
         where l.message_id = m.id and l.state = r.kind and l.detail is not distinct from nullif(r.detail, ''))`,
    [channel, ...reported.values(reports)],
  );
}
