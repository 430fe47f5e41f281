import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { PersonRow } from "../../db/access/people.ts";
import { hasOtherOwner } from "../../db/access/people.ts";

/**
 * Asked before an owner goes: without one nobody could let people in. Ask under `lockRoles`, else
 * two owners could go at once. Who hasn't accepted an invitation as owner may always go.
 * @throws AppError `conflict` for the last owner
 */
export async function requireAnotherOwner(
  context: ServiceContext,
  person: PersonRow,
): Promise<void> {
  if (person.role !== "owner" || person.state !== "active") return;
  if (await hasOtherOwner(context.sql, person.id)) return;
  const message = "this is the last owner: make somebody else owner first, who has signed in once";
  throw new AppError("conflict", message);
}
