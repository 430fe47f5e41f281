import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { personByEmail } from "../../db/access/people.ts";
import type { Invited } from "./invite.ts";
import { invitePerson } from "./invite.ts";

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
