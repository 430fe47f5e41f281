import { startReportMailbox } from "../channels/email/report-mailbox.ts";
import { listenError } from "../platform/listen-error.ts";
import { apiContext } from "./caller-context.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { signerLoader } from "./message-links.ts";

/** The mailbox of bounces and complaints, where this API is to have one. */
export async function reportMailbox(deps: ApiDependencies) {
  const { port, host, protocol, addresses } = deps.config.bounces;
  if (port === undefined) return undefined;
  const mailbox = {
    context: apiContext(deps),
    links: signerLoader(deps),
    unfit: () => deps.condition?.().unfit,
    log: deps.log,
  };
  return startReportMailbox(mailbox, { port, host, protocol, addresses }).catch(
    (error: unknown) => {
      throw listenError(error, { port, host, setting: "BOUNCE_PORT", hostSetting: "BOUNCE_HOST" });
    },
  );
}
