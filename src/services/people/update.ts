import type { ServiceContext } from "../context.ts";
import type { PersonChange } from "../../contract/api/people.ts";
import { deleteSessionsOf } from "../../db/access/browser-sessions.ts";
import { withdrawInvitation } from "../../db/access/invitations.ts";
import type { PersonRow } from "../../db/access/people.ts";
import { changePerson, lockRoles } from "../../db/access/people.ts";
import { getPerson } from "./get.ts";
import { requireAnotherOwner } from "./require-another-owner.ts";

/**
 * Changes a name, a role, or whether somebody may sign in; it holds from the next request on.
 * @throws AppError `not_found`; `conflict` where the last owner would go
 */
export async function updatePerson(
  context: ServiceContext,
  id: string,
  change: PersonChange,
): Promise<PersonRow> {
  return context.transaction(async (context) => {
    await lockRoles(context.sql);
    const person = await getPerson(context, id);
    const demoted = change.role !== undefined && change.role !== "owner";
    if (demoted || change.disabled === true) await requireAnotherOwner(context, person);
    await changePerson(context.sql, id, change);
    if (change.disabled === true) {
      // Else both would be good again as soon as the person is enabled.
      await deleteSessionsOf(context.sql, id);
      await withdrawInvitation(context.sql, id);
    }
    return getPerson(context, id);
  });
}
