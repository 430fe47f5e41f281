import { findSetup } from "../../db/messages/channel-setups.ts";
import { loadLinkSigner } from "../clicks/link-signer.ts";
import { getContact } from "../contacts/contacts.ts";
import type { ServiceContext } from "../context.ts";

export interface ChatLinks {
  telegram: string | null;
  viber: string | null;
}

/**
 * The links by which a contact opens a chat and is known there from then on; null where the channel is
 * not set up.
 *
 * @throws AppError `not_found`
 */
export async function chatLinksOf(context: ServiceContext, contactId: string): Promise<ChatLinks> {
  const { id } = await getContact(context, contactId);
  const { chatToken } = await loadLinkSigner(context.sql, "", context.secretsKeys);
  const [telegram, viber] = await Promise.all([
    findSetup(context.sql, "telegram"),
    findSetup(context.sql, "viber"),
  ]);
  const token = chatToken(id);
  return {
    telegram:
      telegram === undefined
        ? null
        : `https://t.me/${String(telegram.settings["botName"])}?start=${token}`,
    viber:
      viber === undefined
        ? null
        : `viber://pa?chatURI=${String(viber.settings["uri"])}&context=${token}`,
  };
}
