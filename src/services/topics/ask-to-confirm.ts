import { logConsent } from "../../db/contacts/consent-log.ts";
import { askConfirmation, mustConfirm } from "../../db/contacts/topic-confirmations.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { isTypeUsed } from "../../db/events/event-type-use.ts";
import type { ConsentWord } from "../../domain/consent.ts";
import { newId } from "../../platform/new-id.ts";
import type { ServiceContext } from "../context.ts";
import { raiseEvents } from "../events/raise.ts";
import { numberOf } from "../numeric-ids/numeric-ids.ts";
import { confirmationSend } from "./confirmation-mail.ts";
import type { ConsentOrigin } from "./say.ts";
import { say } from "./say.ts";

const requested = "subscriptionRequested";

/**
 * Notes what a contact says; a subscription to a topic with double opt-in only once it is confirmed:
 * until then it is asked for by the event `subscriptionRequested`, and by a mail of our own where
 * nothing is bound to that. Asked again meanwhile, nothing more is sent.
 */
export async function sayOrAsk(
  context: ServiceContext,
  contactId: string,
  word: ConsentWord,
  origin: ConsentOrigin,
): Promise<void> {
  const { topic, channel, state } = word;
  if (
    state !== "subscribed" ||
    topic === null ||
    !(await mustConfirm(context.sql, contactId, topic, channel))
  ) {
    await say(context, [contactId], word, origin);
    return;
  }
  const days = (await findWorkspace(context.sql)).confirmationDays;
  const id = newId();
  const asked = await askConfirmation(context.sql, { id, contactId, topic, channel, days });
  if (asked === null) return;
  const { source, messageId = null, runId = null } = origin;
  const entry = { contactId, topic, channel, state: "pending", source, messageId, runId } as const;
  await logConsent(context.sql, [entry]);
  const { topicName } = asked;
  const expiresAt = asked.expiresAt.toISOString();
  const event = {
    typeKey: requested,
    keyValue: String(await numberOf(context, "contact", contactId)),
    params: { topic, topicName, channel, source, confirmationId: id, expiresAt },
    identities: [],
    knownContactId: contactId,
    source: "consent",
  };
  const isBound = await isTypeUsed(context.sql, requested);
  const mail = isBound ? null : await confirmationSend(context);
  await raiseEvents(context, mail === null ? [event] : [event, { ...event, typeKey: mail }]);
}
