import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import type { NewPerson } from "../../contract/api/people.ts";
import { insertPerson } from "../../db/access/people.ts";
import { emailTaken } from "./email-taken.ts";
import type { Invited } from "./invite.ts";
import { invitePerson } from "./invite.ts";

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
    const id = v7();
    if (!(await insertPerson(context.sql, { ...wanted, id, passwordHash: null })))
      throw emailTaken();
    return invitePerson(context, id, publicUrl);
  });
}
