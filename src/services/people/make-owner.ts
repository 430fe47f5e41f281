import type { ServiceContext } from "../context.ts";
import { newId } from "../../platform/new-id.ts";
import type { NewOwner } from "../../contract/api/session.ts";
import { AppError } from "../../contract/errors.ts";
import { deleteUnownedSessions, transferSession } from "../../db/access/browser-sessions.ts";
import { insertPerson, lockRoles, oldestOwner } from "../../db/access/people.ts";
import { hashOfSecret } from "../sessions/sessions.ts";
import { emailTaken } from "./people.ts";
import { hashOfPassword, requireGoodPassword } from "./password.ts";

/**
 * Makes the first owner, whose the session of `token` becomes. Other sessions of nobody end, since
 * from now on there is somebody to be.
 * @throws AppError `conflict` when there is an owner, or the address is taken; `invalid` for a
 * password that is easily guessed; `unauthenticated` when the session has ended meanwhile
 */
export async function makeOwner(
  context: ServiceContext,
  wanted: NewOwner,
  token: string,
): Promise<void> {
  requireGoodPassword(wanted.password, wanted.email, "password");
  await requireNoOwner(context);
  const { name, email } = wanted;
  const passwordHash = await hashOfPassword(wanted.password);
  await context.transaction(async (context) => {
    await lockRoles(context.sql);
    await requireNoOwner(context);
    const id = newId();
    if (!(await insertPerson(context.sql, { id, name, email, role: "owner", passwordHash }))) {
      throw emailTaken();
    }
    if (!(await transferSession(context.sql, hashOfSecret(token), id))) {
      throw new AppError("unauthenticated", "the session has ended: sign in again");
    }
    await deleteUnownedSessions(context.sql);
  });
}

async function requireNoOwner(context: ServiceContext): Promise<void> {
  if ((await oldestOwner(context.sql)) === null) return;
  throw new AppError("conflict", "there is an owner already, who can invite you");
}
