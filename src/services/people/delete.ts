import type { ServiceContext } from "../context.ts";
import { deletePerson as remove, lockRoles } from "../../db/access/people.ts";
import { getPerson } from "./get.ts";
import { requireAnotherOwner } from "./require-another-owner.ts";

/**
 * Removes a person, who is signed out with the next request.
 * @throws AppError `not_found`; `conflict` for the last owner
 */
export async function deletePerson(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    await lockRoles(context.sql);
    await requireAnotherOwner(context, await getPerson(context, id));
    await remove(context.sql, id);
  });
}
