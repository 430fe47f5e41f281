import type { DomainCheckAnswer, DomainCheckQuery } from "../../contract/api/domain-check.ts";
import { AppError } from "../../contract/errors.ts";
import { channelOf } from "../../channels/registry.ts";
import type { SetupRow } from "../../db/messages/channel-setups.ts";
import { findSetup } from "../../db/messages/channel-setups.ts";
import { parseMailboxes } from "../../domain/mail-fields.ts";
import type { Config } from "../../platform/config/config.ts";
import type { ServiceContext } from "../context.ts";
import { readSetup } from "../channel-setups/read-setup.ts";
import type { OwnDkim } from "./check-dkim.ts";
import type { DomainQuestion } from "./check-domain.ts";
import { checkDomain } from "./check-domain.ts";
import { withDns } from "./dns.ts";

/**
 * Checks a domain that e-mails come from, as the e-mail channel is set up now.
 *
 * @throws AppError `conflict` where no domain is named and the sender has none
 */
export async function checkSender(
  context: ServiceContext,
  config: Config,
  query: DomainCheckQuery,
): Promise<DomainCheckAnswer> {
  const setup = await findSetup(context.sql, "email");
  const settings = setup?.settings ?? { returnPathDomain: config.mail.returnPathDomain };
  const domain = query.domain ?? senderDomain(settings["from"], config.mail.from);
  const question: DomainQuestion = {
    domain,
    provider: setup?.provider ?? null,
    settings,
    selectors: query.selector ?? [],
    publicUrl: config.publicUrl,
  };
  const own = setup === undefined ? (config.mail.dkim ?? null) : ownDkim(setup, config);
  if (own !== null) question.dkim = own;
  if (query.returnPath !== undefined) question.returnPath = query.returnPath;
  return withDns((dns) => checkDomain(dns, question), config.dnsServers);
}

/** The key by which Campanile signs what goes by a mail server; null: it signs nothing. */
function ownDkim(setup: SetupRow, { secretsKeys }: Config): OwnDkim | null {
  const read = readSetup(channelOf("email"), setup, secretsKeys);
  if (read.outcome === "unusable") return null;
  const { settings, secrets } = read.setup;
  const { dkimDomain: domain, dkimSelector: selector } = settings;
  const { dkimKey: key } = secrets;
  if (typeof domain !== "string" || domain === "" || key === undefined) return null;
  return { domain, selector: String(selector), key };
}

function senderDomain(from: unknown, usual: string): string {
  const sender = typeof from === "string" && from !== "" ? from : usual;
  const parsed = parseMailboxes("from", sender);
  const [mailbox] = parsed.outcome === "mailboxes" ? parsed.mailboxes : [];
  const domain = mailbox?.address.split("@").at(-1)?.toLowerCase() ?? "";
  if (domain.includes(".")) return domain;
  throw new AppError(
    "conflict",
    `the sender, ${sender}, has no domain of its own: name one as ?domain=, or set MAIL_FROM`,
  );
}
