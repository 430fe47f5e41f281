import type { ServiceContext } from "../context.ts";
import { ownersOf } from "../../db/contacts/contact-identities.ts";
import type { Identity } from "../../domain/identity.ts";
import { resolveContacts } from "../../ingest/resolve-contacts.ts";
import { say } from "../topics/say.ts";

const batchSize = 100;

/**
 * Takes e-mail addresses off all marketing, or allows it again. An address that is new gets a contact
 * first: whoever imports it later must find that it wants no mail.
 * @returns how many contacts changed
 */
export async function unsubscribeEmails(
  context: ServiceContext,
  emails: readonly Identity[],
  unsubscribed: boolean,
): Promise<number> {
  let changed = 0;
  for (let from = 0; from < emails.length; from += batchSize) {
    const part = emails.slice(from, from + batchSize);
    changed += await context.transaction(async (context) => {
      const resolved = unsubscribed
        ? await resolveContacts(
            context.sql,
            part.map((identity) => ({ identities: [identity], source: "import" })),
          )
        : await ownersOf(context.sql, part);
      const ids = resolved.flatMap(({ contactId }) => contactId ?? []);
      const state = unsubscribed ? "unsubscribed" : "subscribed";
      const word = { topic: null, channel: null, state } as const;
      return (await say(context, ids, word, { source: "import" })).length;
    });
  }
  return changed;
}
