import { validate } from "uuid";
import type { Facts } from "../domain/facts.ts";
import type { MessageLinks } from "../rendering/jobs.ts";
import type { LinkSigner } from "../services/clicks/link-signer.ts";

/** The links of a message by which its contact says what it wants. */
export function messageLinks(links: LinkSigner, messageId: string, facts: Facts): MessageLinks {
  const asked = facts.event.params["confirmationId"];
  const confirms = typeof asked === "string" && validate(asked);
  const made: MessageLinks = {
    unsubscribeUrl: links.unsubscribeUrl(messageId),
    confirmUrl: confirms ? links.signedUrl("confirm", asked) : null,
  };
  const { contact } = facts;
  if (contact === null) return made;
  return {
    ...made,
    preferencesUrl: links.signedUrl("preferences", contact.id),
    chatToken: links.chatToken(contact.id),
  };
}
