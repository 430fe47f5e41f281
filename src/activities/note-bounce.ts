import type { Logger } from "pino";
import { pino } from "pino";
import type { SendOutcome } from "../channels/adapter.ts";
import { reportOf } from "../channels/reports.ts";
import type { MessageRecord } from "../db/messages/message-rows.ts";
import { recordReports } from "../services/channel-reports/record.ts";
import { serviceContext } from "../services/context.ts";
import type { ContextParts } from "../services/context.ts";

/** What a bounce is noted with. */
export type NotingDependencies = Pick<ContextParts, "db" | "renderer"> & {
  log?: Logger | undefined;
};

const actor = { kind: "system", name: "worker" } as const;

/**
 * What a server says of an address before it takes a mail is a bounce, too, and counts once: before
 * the message is noted as failed, so that it is not lost with this worker.
 */
export async function noteBounce(
  { db, renderer, log = pino({ level: "silent" }) }: NotingDependencies,
  { id, channel }: MessageRecord,
  { message: words, bounce }: Extract<SendOutcome, { outcome: "refused" }>,
): Promise<void> {
  if (bounce === undefined) return;
  const context = serviceContext({ db, renderer, actor, log, secretsKeys: undefined });
  const report = reportOf({
    reportId: `refused/${id}`,
    kind: "bounced",
    at: context.now(),
    messageId: id,
    code: bounce.code,
    words,
  });
  await recordReports(context, channel, [{ ...report, permanent: bounce.permanent }]);
}
