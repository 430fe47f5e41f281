import type { ServiceContext } from "../context.ts";
import type { AcceptedInvitation } from "../../contract/api/session.ts";
import { AppError } from "../../contract/errors.ts";
import { deleteSessionsOf } from "../../db/access/browser-sessions.ts";
import { invitedBy, takeInvitation } from "../../db/access/invitations.ts";
import { setPassword } from "../../db/access/passwords.ts";
import { lockRoles } from "../../db/access/people.ts";
import { openSession } from "../sessions/open.ts";
import { hashOfSecret } from "../sessions/secret.ts";
import { hashOfPassword } from "./password.ts";
import { requireGoodPassword } from "./require-good-password.ts";

/**
 * Gives a person the password that they chose, signs them out everywhere and in here.
 * @returns the new session's token
 * @throws AppError `not_found` for a link that doesn't work (any more); `invalid` for a password
 * that is easily guessed, which leaves the link as it is
 */
export async function acceptInvitation(
  context: ServiceContext,
  { token, password, name }: AcceptedInvitation,
): Promise<string> {
  const tokenHash = hashOfSecret(token);
  // Asked before the password is hashed: only who has a link may make us work that hard.
  const invited = await invitedBy(context.sql, tokenHash);
  if (invited === null) throw noInvitation();
  requireGoodPassword(password, invited.email, "password");
  const hash = await hashOfPassword(password);
  return context.transaction(async (context) => {
    // The person may become an owner by it, and may just be being disabled.
    await lockRoles(context.sql);
    if (!(await takeInvitation(context.sql, tokenHash))) throw noInvitation();
    await setPassword(context.sql, invited.personId, { hash, name });
    await deleteSessionsOf(context.sql, invited.personId);
    return openSession(context, { personId: invited.personId });
  });
}

const noInvitation = () =>
  new AppError(
    "not_found",
    "this link was used, was replaced by another, or is too old: ask for a new one",
  );
