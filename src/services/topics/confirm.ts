import type { Confirmation } from "../../db/contacts/topic-confirmations.ts";
import { findConfirmation } from "../../db/contacts/topic-confirmations.ts";
import type { ServiceContext } from "../context.ts";
import { say } from "./say.ts";

export type { Confirmation } from "../../db/contacts/topic-confirmations.ts";

/** What a link is to confirm; null: it has run out, or was used or taken back. */
export function getConfirmation(context: ServiceContext, id: string): Promise<Confirmation | null> {
  return findConfirmation(context.sql, id);
}

/** Confirms a subscription. @returns null where there is none to be confirmed any more */
export async function confirmSubscription(
  context: ServiceContext,
  id: string,
): Promise<Confirmation | null> {
  return context.transaction(async (context) => {
    const asked = await findConfirmation(context.sql, id);
    if (asked === null) return null;
    const { contactId, topic, channel } = asked;
    const word = { topic, channel, state: "subscribed" } as const;
    await say(context, [contactId], word, { source: "confirmation" });
    return asked;
  });
}
