import { newId } from "../../platform/new-id.ts";
import type { NewPerson } from "../../contract/api/people.ts";
import type { AcceptedInvitation } from "../../contract/api/session.ts";
import { AppError } from "../../contract/errors.ts";
import { deleteSessionsOf } from "../../db/access/browser-sessions.ts";
import { invitedBy, putInvitation, takeInvitation } from "../../db/access/invitations.ts";
import { setPassword } from "../../db/access/passwords.ts";
import type { PersonRow } from "../../db/access/people.ts";
import { insertPerson, lockRoles, personByEmail } from "../../db/access/people.ts";
import type { ServiceContext } from "../context.ts";
import { hashOfSecret, newSecret, openSession } from "../sessions/sessions.ts";
import { hashOfPassword, requireGoodPassword } from "./password.ts";
import { emailTaken, getPerson } from "./people.ts";

const validDays = 7;

export interface Invited {
  person: PersonRow;
  invitation: { url: string; expiresAt: Date };
}

/**
 * Adds a person, who gets in by the link that comes back.
 * @throws AppError `conflict` when the address is taken
 */
export async function createPerson(
  context: ServiceContext,
  wanted: NewPerson,
  publicUrl: string,
): Promise<Invited> {
  return context.transaction(async (context) => {
    const id = newId();
    if (!(await insertPerson(context.sql, { ...wanted, id, passwordHash: null })))
      throw emailTaken();
    return invitePerson(context, id, publicUrl);
  });
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
  // Browsers send what is behind the # to nobody, so the token is in no log on the way.
  return { person, invitation: { url: `${publicUrl}/invitation#${token}`, expiresAt } };
}

/**
 * `invitePerson` for who is known by address only; `email` in lower case.
 * @throws AppError `not_found`; `conflict` for somebody who is disabled
 */
export async function invitePersonByEmail(
  context: ServiceContext,
  email: string,
  publicUrl: string,
): Promise<Invited> {
  const person = await personByEmail(context.sql, email);
  if (person === null) throw new AppError("not_found", "there is nobody with this e-mail address");
  return invitePerson(context, person.id, publicUrl);
}

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
