import { parseIdentity } from "../identity.ts";

/**
 * The address that a provider has verified, in the form in which people's are kept; null: it says none,
 * or has not verified it.
 */
export function verifiedEmail(claims: Readonly<Record<string, unknown>>): string | null {
  return claims["email_verified"] === true ? emailOf(claims) : null;
}

export function emailOf(claims: Readonly<Record<string, unknown>>): string | null {
  const parsed = parseIdentity("email", claims["email"]);
  return parsed.outcome === "identity" ? parsed.identity.value : null;
}
