import { scopesOf } from "../../contract/roles.ts";
import type { Scope } from "../../contract/scopes.ts";
import type { SessionRow } from "../../db/access/browser-sessions.ts";
import { sessionByToken } from "../../db/access/browser-sessions.ts";
import type { Sql } from "../../db/core/database.ts";
import { recordPersonSeen } from "../../db/access/people.ts";
import { hashOfSecret } from "./secret.ts";

export interface Session {
  keyId: string | null;
  person: SessionRow["person"];
  /** What it may do now: a person's follow the role that they have at this moment. */
  scopes: readonly Scope[];
}

/** Whose session a cookie is; null when it is unknown or over, its key revoked, its person disabled. */
export async function findSession(sql: Sql, token: string): Promise<Session | null> {
  const row = await sessionByToken(sql, hashOfSecret(token));
  if (row === null) return null;
  const { keyId, person } = row;
  if (person === null) return { keyId, person, scopes: row.scopes };
  // Only shown to people: it neither delays nor fails the request.
  if (row.unseen) recordPersonSeen(sql, person.id).catch(() => undefined);
  return { keyId, person, scopes: scopesOf(person.role) };
}
