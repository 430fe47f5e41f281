import { AppError } from "../../contract/errors.ts";
import { contactById } from "../../db/contacts/contacts.ts";
import { visitorsAmong } from "../../db/contacts/merge-contacts.ts";
import type { ServiceContext } from "../context.ts";
import type { PresentedContact } from "./contacts.ts";
import { getContact, noContact } from "./contacts.ts";
import { signIn } from "./join.ts";
import { mergeContacts } from "./merge.ts";

/**
 * Makes one contact of two, by the word of somebody who knows. Whoever stays is right where both say
 * something. The runs of one who goes are stopped, but for a visitor's, who was nobody else before.
 * @throws AppError `not_found`; `conflict` for one and the same
 */
export async function mergeByHand(
  context: ServiceContext,
  kept: string,
  gone: string,
): Promise<PresentedContact> {
  if (kept === gone) {
    throw new AppError("conflict", "a contact can't be merged with itself: name another one");
  }
  return context.transaction(async (context) => {
    for (const id of [kept, gone]) {
      if ((await contactById(context.sql, id)) === null) throw noContact();
    }
    const visitors = await visitorsAmong(context.sql, [gone]);
    if (visitors.has(gone)) await signIn(context, { from: gone, into: kept });
    else await mergeContacts(context, { kept, gone });
    return getContact(context, kept);
  });
}
