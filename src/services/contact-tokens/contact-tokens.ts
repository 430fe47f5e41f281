import { randomBytes } from "node:crypto";
import { SignJWT, jwtVerify } from "jose";
import { identitiesIn } from "../../contract/identifying-params.ts";
import { AppError } from "../../contract/errors.ts";
import { contactById } from "../../db/contacts/contacts.ts";
import { secretSetting } from "../secrets/secret-settings.ts";
import { findContact, noContact } from "../contacts/contacts.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Tokens by which a browser or an app says which contact it is: a JWT (HS256) that names the contact
 * and expires soon. A shop's server makes them with the secret, or has them made here.
 */

const longestSeconds = 86_400;
const identifying = ["contactId", "email", "phone", "contactKey"] as const;

/** What tokens are signed with; made at the first need. */
export function contactTokenSecret({
  sql,
  secretsKeys,
}: Pick<ServiceContext, "sql" | "secretsKeys">): Promise<string> {
  const make = () => randomBytes(32).toString("base64url");
  return secretSetting(sql, secretsKeys, "contact_token_secret", make);
}

export interface ContactToken {
  token: string;
  expiresAt: Date;
}

/** @throws AppError `not_found` */
export async function makeContactToken(
  context: ServiceContext,
  { contactId, seconds }: { contactId: string; seconds: number },
): Promise<ContactToken> {
  if ((await contactById(context.sql, contactId)) === null) throw noContact();
  const expiresAt = new Date((Math.floor(context.now().getTime() / 1_000) + seconds) * 1_000);
  const token = await new SignJWT({ contactId })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setExpirationTime(expiresAt)
    .sign(Buffer.from(await contactTokenSecret(context)));
  return { token, expiresAt };
}

/**
 * The contact of a token.
 * @throws AppError `unauthenticated` where it is not signed, has expired, lasts too long or names nobody
 */
export async function contactOfToken(context: ServiceContext, token: string): Promise<string> {
  const secret = Buffer.from(await contactTokenSecret(context));
  const now = context.now();
  const claims = await jwtVerify(token, secret, {
    algorithms: ["HS256"],
    requiredClaims: ["exp"],
    currentDate: now,
  }).then(
    ({ payload }) => payload,
    () => null,
  );
  if (claims === null) throw refused("is not valid, or has expired");
  if ((claims.exp ?? 0) * 1_000 - now.getTime() > longestSeconds * 1_000 + 60_000) {
    throw refused("is valid for longer than a day");
  }
  const named = identifying.map((name) => ({ name, value: claims[name], path: [name] }));
  const { identities } = identitiesIn(named.filter(({ value }) => value !== undefined));
  const contactId = identities.length === 0 ? null : await findContact(context.sql, identities);
  if (contactId === null) throw refused("names no contact");
  return contactId;
}

const refused = (what: string): AppError =>
  new AppError("unauthenticated", `the contact token ${what}`);
