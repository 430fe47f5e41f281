import type { ServiceContext } from "../context.ts";
import type { PasswordChange } from "../../contract/api/session.ts";
import { AppError } from "../../contract/errors.ts";
import { deleteSessionsOf } from "../../db/access/browser-sessions.ts";
import { withdrawInvitation } from "../../db/access/invitations.ts";
import { passwordOf, replacePassword } from "../../db/access/passwords.ts";
import { hashOfSecret } from "../sessions/secret.ts";
import { hashOfPassword, isPassword } from "./password.ts";
import { requireGoodPassword } from "./require-good-password.ts";

export type PasswordChanged = { outcome: "changed" } | { outcome: "refused" };

/**
 * Gives a person another password, and ends their sessions but the one of `token`.
 * @throws AppError `invalid` for a next one that is easily guessed
 */
export async function changePassword(
  context: ServiceContext,
  who: { personId: string; token: string },
  { current, next }: PasswordChange,
): Promise<PasswordChanged> {
  const person = await passwordOf(context.sql, who.personId);
  const from = person?.passwordHash ?? null;
  if (person === null || from === null || !(await isPassword(current, from))) {
    return { outcome: "refused" };
  }
  requireGoodPassword(next, person.email, "next");
  const to = await hashOfPassword(next);
  return context.transaction(async (context) => {
    if (!(await replacePassword(context.sql, person.id, { from, to }))) {
      throw new AppError("conflict", "the password was changed meanwhile: try again with that one");
    }
    await deleteSessionsOf(context.sql, person.id, hashOfSecret(who.token));
    // A link to reset what has just been set has no use but a bad one.
    await withdrawInvitation(context.sql, person.id);
    return { outcome: "changed" };
  });
}
