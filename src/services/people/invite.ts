import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { putInvitation } from "../../db/access/invitations.ts";
import type { PersonRow } from "../../db/access/people.ts";
import { hashOfSecret, newSecret } from "../sessions/secret.ts";
import { getPerson } from "./get.ts";

const validDays = 7;

export interface Invited {
  person: PersonRow;
  invitation: { url: string; expiresAt: Date };
}

/**
 * A link by which a person chooses a password, the first or another; it replaces the link before.
 * Until it is used, nothing else changes.
 * @throws AppError `not_found`; `conflict` for somebody who is disabled
 */
export async function invitePerson(
  context: ServiceContext,
  id: string,
  publicUrl: string,
): Promise<Invited> {
  const token = newSecret();
  const expiresAt = await putInvitation(context.sql, {
    personId: id,
    tokenHash: hashOfSecret(token),
    days: validDays,
  });
  const person = await getPerson(context, id);
  if (expiresAt === null) {
    throw new AppError("conflict", "this person is disabled: enable them first");
  }
  // Behind the #, which browsers send to nobody: so the token is in no log on the way.
  return { person, invitation: { url: `${publicUrl}/invitation#${token}`, expiresAt } };
}
