import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Sql } from "../../db/core/database.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import { secretSetting } from "../secrets/secret-settings.ts";

/** People who share a browser; the one who signed in longest ago is forgotten. */
const maxAccounts = 5;
const browserForm = /^[\w-]{22}(?:\.[\w-]{22}){1,5}$/;

/** Tells browsers in which somebody has signed in before. */
export interface KnownBrowsers {
  /** The browser's own id, if this account has signed in there; null otherwise. */
  idOf(cookie: string | undefined, account: string): string | null;
  /** The cookie of a browser in which this account has just signed in. */
  withAccount(cookie: string | undefined, account: string): string;
}

/**
 * A browser's cookie is a random id, and for each account that has signed in there a code of both,
 * which only this deployment can make. Neither says who the account is.
 */
function knownBrowsers(key: Buffer): KnownBrowsers {
  const codeOf = (id: string, account: string): string =>
    createHmac("sha256", key)
      .update(`known browser\0${id}\0${account}`)
      .digest()
      .subarray(0, 16)
      .toString("base64url");
  const partsOf = (cookie: string | undefined): string[] =>
    cookie !== undefined && browserForm.test(cookie) ? cookie.split(".") : [];
  return {
    idOf: (cookie, account) => {
      const [id, ...codes] = partsOf(cookie);
      if (id === undefined) return null;
      const own = Buffer.from(codeOf(id, account));
      return codes.some((code) => timingSafeEqual(Buffer.from(code), own)) ? id : null;
    },
    withAccount: (cookie, account) => {
      const [id = randomBytes(16).toString("base64url"), ...codes] = partsOf(cookie);
      const own = codeOf(id, account);
      return [id, own, ...codes.filter((code) => code !== own)].slice(0, 1 + maxAccounts).join(".");
    },
  };
}

/** The deployment's; its key is made at the first need and shared through Postgres. */
export async function loadKnownBrowsers(
  sql: Sql,
  secretsKeys: SealingKeys | undefined,
): Promise<KnownBrowsers> {
  return knownBrowsers(Buffer.from(await browserKey(sql, secretsKeys), "base64"));
}

/** What cookies that only this deployment can make are signed with. */
export function browserKey(sql: Sql, secretsKeys: SealingKeys | undefined): Promise<string> {
  const make = () => randomBytes(32).toString("base64");
  return secretSetting(sql, secretsKeys, "browser_key", make);
}
