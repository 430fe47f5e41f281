import type { SessionState } from "../../contract/api/session.ts";
import type { Sql } from "../../db/core/database.ts";
import { oldestOwner } from "../../db/access/people.ts";
import { findSession } from "./find.ts";

/** What a page needs to know first: who looks at it, what they may, and whether there is an owner. */
export async function sessionState(sql: Sql, token: string | null): Promise<SessionState> {
  const session = token === null ? null : await findSession(sql, token);
  return {
    signedIn: session !== null,
    person: session?.person ?? null,
    scopes: [...(session?.scopes ?? [])],
    ownerExists: (await oldestOwner(sql)) !== null,
  };
}
