import type { Database } from "../../db/core/database.ts";
import { deletePerson as remove, lockRoles } from "../../db/access/people.ts";
import { getPerson } from "./get.ts";
import { requireAnotherOwner } from "./require-another-owner.ts";

/**
 * Removes a person, who is signed out with the next request.
 * @throws AppError `not_found`; `conflict` for the last owner
 */
export async function deletePerson(db: Database, id: string): Promise<void> {
  await db.tx(async (sql) => {
    await lockRoles(sql);
    await requireAnotherOwner(sql, await getPerson(sql, id));
    await remove(sql, id);
  });
}
