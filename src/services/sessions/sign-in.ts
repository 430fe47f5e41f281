import { timingSafeEqual } from "node:crypto";
import { scopes } from "../../contract/scopes.ts";
import { apiKeyByHash } from "../../db/access/api-keys.ts";
import { insertSignInCode, takeSignInCode } from "../../db/access/browser-sessions.ts";
import { lockPassword, passwordByEmail } from "../../db/access/passwords.ts";
import { oldestOwner } from "../../db/access/people.ts";
import { hashOfKey } from "../api-keys/api-keys.ts";
import { hasExpired } from "../api-keys/known.ts";
import type { ServiceContext } from "../context.ts";
import { isPassword } from "../people/password.ts";
import { hashOfSecret, newSecret, openSession } from "./sessions.ts";

const refused = { outcome: "refused" } as const;
const signedIn = (token: string): SignIn => ({ outcome: "signed_in", token });

const validHours = 1;

export type SignIn = { outcome: "signed_in"; token: string } | { outcome: "refused" };

/** `email` in lower case. Takes as long for an address that nobody has. */
export async function signInWithPassword(
  context: ServiceContext,
  { email, password }: { email: string; password: string },
): Promise<SignIn> {
  const person = await passwordByEmail(context.sql, email);
  const hash = person?.passwordHash ?? null;
  const right = await isPassword(password, hash);
  if (!right || person === null || hash === null) return refused;
  return context.transaction(async (context) =>
    (await lockPassword(context.sql, person.id, hash))
      ? signedIn(await openSession(context, { personId: person.id }))
      : refused,
  );
}

/**
 * Whoever started Campanile signs in with the banner's code: as the owner who came first, or while
 * there is none as nobody, who may do everything.
 */
export async function signInWithCode(context: ServiceContext, code: string): Promise<SignIn> {
  return context.transaction(async (context) => {
    if (!(await takeSignInCode(context.sql, hashOfSecret(code)))) return refused;
    const personId = await oldestOwner(context.sql);
    const holder = personId === null ? { personId, keyId: null, scopes } : { personId };
    return signedIn(await openSession(context, holder));
  });
}

/** A session may do what its key may; `fixedKey` is the one of the setting API_KEY. */
export async function signInWithKey(
  context: ServiceContext,
  key: string,
  fixedKey: string | undefined,
): Promise<SignIn> {
  const hash = hashOfKey(key);
  if (fixedKey !== undefined && timingSafeEqual(hash, hashOfKey(fixedKey))) {
    return signedIn(await openSession(context, { personId: null, keyId: null, scopes }));
  }
  const row = await apiKeyByHash(context.sql, hash);
  if (row === null || hasExpired(row, context.now().getTime())) return refused;
  const holder = { personId: null, keyId: row.id, scopes: row.scopes };
  return signedIn(await openSession(context, holder));
}

/** A code that signs a browser in once, within an hour: for the banner of a start. */
export async function createSignInCode(context: ServiceContext): Promise<string> {
  const code = newSecret();
  await insertSignInCode(context.sql, hashOfSecret(code), validHours);
  return code;
}
