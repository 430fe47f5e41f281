import type { Page } from "../../contract/api/page.ts";
import type { PersonChange } from "../../contract/api/people.ts";
import { AppError } from "../../contract/errors.ts";
import { deleteSessionsOf } from "../../db/access/browser-sessions.ts";
import { withdrawInvitation } from "../../db/access/invitations.ts";
import type { PersonRow } from "../../db/access/people.ts";
import {
  changePerson,
  hasOtherOwner,
  lockRoles,
  personById,
  deletePerson as remove,
  listPeople as rowsOf,
} from "../../db/access/people.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { pageById } from "../pages.ts";

/** @throws AppError `not_found` */
export async function getPerson(context: ServiceContext, id: string): Promise<PersonRow> {
  const person = await personById(context.sql, id);
  if (person === null) throw new AppError("not_found", "there is no such person");
  return person;
}

/** All people, in the order in which they came. */
export async function listPeople(
  context: ServiceContext,
  request: PageRequest,
): Promise<Page<PersonRow>> {
  return pageById(request, (count, behind) => rowsOf(context.sql, count, behind));
}

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

/** The address stays out of the sentence, as errors may be logged. */
export const emailTaken = () =>
  new AppError("conflict", "there is a person with this e-mail address already", {
    faults: [{ path: "email", message: "is taken" }],
  });

/**
 * Asked before an owner goes: without one nobody could let people in. Ask under `lockRoles`, else
 * two owners could go at once. Who hasn't accepted an invitation as owner may always go.
 * @throws AppError `conflict` for the last owner
 */
async function requireAnotherOwner(context: ServiceContext, person: PersonRow): Promise<void> {
  if (person.role !== "owner" || person.state !== "active") return;
  if (await hasOtherOwner(context.sql, person.id)) return;
  const message = "this is the last owner: make somebody else owner first, who has signed in once";
  throw new AppError("conflict", message);
}
