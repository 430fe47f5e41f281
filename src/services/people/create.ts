import { v7 } from "uuid";
import type { NewPerson } from "../../contract/api/people.ts";
import type { Database } from "../../db/core/database.ts";
import { insertPerson } from "../../db/access/people.ts";
import { emailTaken } from "./email-taken.ts";
import type { Invited } from "./invite.ts";
import { invitePerson } from "./invite.ts";

/**
 * Adds a person, who gets in by the link that comes back.
 * @throws AppError `conflict` when the address is taken
 */
export async function createPerson(
  db: Database,
  wanted: NewPerson,
  publicUrl: string,
): Promise<Invited> {
  return db.tx(async (sql) => {
    const id = v7();
    if (!(await insertPerson(sql, { ...wanted, id, passwordHash: null }))) throw emailTaken();
    return invitePerson(sql, id, publicUrl);
  });
}
