import type { AcceptedInvitation } from "../../contract/api/session.ts";
import { AppError } from "../../contract/errors.ts";
import { deleteSessionsOf } from "../../db/access/browser-sessions.ts";
import type { Database } from "../../db/core/database.ts";
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
  db: Database,
  { token, password, name }: AcceptedInvitation,
): Promise<string> {
  const tokenHash = hashOfSecret(token);
  // Asked before the password is hashed: only who has a link may make us work that hard.
  const invited = await invitedBy(db, tokenHash);
  if (invited === null) throw noInvitation();
  requireGoodPassword(password, invited.email, "password");
  const hash = await hashOfPassword(password);
  return db.tx(async (sql) => {
    // The person may become an owner by it, and may just be being disabled.
    await lockRoles(sql);
    if (!(await takeInvitation(sql, tokenHash))) throw noInvitation();
    await setPassword(sql, invited.personId, { hash, name });
    await deleteSessionsOf(sql, invited.personId);
    return openSession(sql, { personId: invited.personId });
  });
}

const noInvitation = () =>
  new AppError(
    "not_found",
    "this link was used, was replaced by another, or is too old: ask for a new one",
  );
