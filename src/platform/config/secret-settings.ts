import type { settings } from "./settings.ts";

type Name = keyof typeof settings.shape;

/** What nobody but the process may read: it is never shown, and may stand in a file of its own. */
export const secretSettings = [
  "API_KEY",
  "SECRETS_KEY",
  "OIDC_CLIENT_SECRET",
  "DATABASE_URL",
  "TEMPORAL_API_KEY",
  "SMTP_URL",
  "MAIL_DKIM_KEY",
] as const satisfies readonly Name[];

/** Names such a file: `DATABASE_URL_FILE=/run/secrets/database-url`. */
export const fileOf = (name: string): string => `${name}_FILE`;

const urls: readonly string[] = ["DATABASE_URL", "SMTP_URL"] satisfies readonly Name[];

export const isSecret = (name: string): boolean =>
  (secretSettings as readonly string[]).includes(name);

/** A setting's value for people: of a URL all but its password and query, of other secrets nothing. */
export function masked(name: string, value: string): string {
  if (!isSecret(name)) return value;
  if (!urls.includes(name) || !URL.canParse(value)) return "***";
  const url = new URL(value);
  if (url.password !== "") url.password = "***";
  if (url.search !== "") url.search = "?***";
  return url.href;
}
