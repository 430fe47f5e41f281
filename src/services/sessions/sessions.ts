import { createHash, randomBytes } from "node:crypto";
import type { SessionState } from "../../contract/api/session.ts";
import { scopesOf } from "../../contract/roles.ts";
import type { Scope } from "../../contract/scopes.ts";
import type { SessionHolder, SessionRow } from "../../db/access/browser-sessions.ts";
import { deleteSession, insertSession, sessionByToken } from "../../db/access/browser-sessions.ts";
import { oldestOwner, recordPersonSeen } from "../../db/access/people.ts";
import type { Sql } from "../../db/core/database.ts";
import type { Config } from "../../platform/config/config.ts";
import type { ServiceContext } from "../context.ts";

export const sessionDays = 30;

/** @returns the token that the browser keeps; only its hash is kept here */
export async function openSession(context: ServiceContext, holder: SessionHolder): Promise<string> {
  const token = newSecret();
  await insertSession(context.sql, { holder, tokenHash: hashOfSecret(token), days: sessionDays });
  return token;
}

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
  // It is only shown to people, so it neither delays nor fails the request.
  if (row.unseen) recordPersonSeen(sql, person.id).catch(() => undefined);
  return { keyId, person, scopes: scopesOf(person.role) };
}

/** What a page needs to know first: who looks at it, what they may, and whether there is an owner. */
export async function sessionState(
  sql: Sql,
  { oidc, passwordSignIn }: Pick<Config, "oidc" | "passwordSignIn">,
  token: string | null,
): Promise<SessionState> {
  const session = token === null ? null : await findSession(sql, token);
  return {
    signedIn: session !== null,
    person: session?.person ?? null,
    scopes: [...(session?.scopes ?? [])],
    ways: { password: passwordSignIn, oidc: oidc?.name ?? null },
    ownerExists: (await oldestOwner(sql)) !== null,
  };
}

/** Ends a session; one that is not there is ended already. */
export async function endSession(sql: Sql, token: string): Promise<void> {
  await deleteSession(sql, hashOfSecret(token));
}

/** 192 random bits, as text that survives a URL and a copy by double click. */
export function newSecret(): string {
  return randomBytes(24).toString("hex");
}

/** What is kept of a secret. One pass does: nobody can try out 192 random bits. */
export function hashOfSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
