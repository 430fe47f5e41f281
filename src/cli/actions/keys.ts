import { keyRoll, newApiKey } from "../../contract/api/api-keys.ts";
import { id } from "../../contract/api/fields.ts";
import { parse } from "../../contract/parse.ts";
import { scopes } from "../../contract/scopes.ts";
import type { ApiKeyRow } from "../../db/access/api-keys.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "../../services/api-keys/api-keys.ts";
import { rollApiKey } from "../../services/api-keys/roll.ts";
import type { Answer } from "../answer.ts";
import { every } from "../every.ts";
import { withContext } from "../with-database.ts";

export interface NewKeyOptions {
  scopes: string;
  expires?: string;
}

export function createKey(name: string, options: NewKeyOptions): Promise<Answer> {
  return withContext(async (context) => {
    const expiresAt = expiryOf(options.expires, context.now());
    const given = { name, scopes: listed(options.scopes), expiresAt };
    const wanted = parse(newApiKey, given, "the key");
    const made = await createApiKey(context, wanted, { scopes });
    return { json: made, text: made.key };
  });
}

export function listKeys(): Promise<Answer> {
  return withContext(async (context) => {
    const keys = await every((request) => listApiKeys(context, request));
    return { json: { items: keys }, text: keys.map((key) => lineOf(key, context.now())) };
  });
}

export interface RollOptions {
  overlapHours: string;
  expires?: string;
}

export function rollKey(keyId: string, options: RollOptions): Promise<Answer> {
  return withContext(async (context) => {
    const overlapHours = Number(options.overlapHours);
    const expiresAt = expiryOf(options.expires, context.now());
    const how = parse(keyRoll, { overlapHours, expiresAt }, "the successor");
    const rolled = await rollApiKey(context, parse(id, keyId, "the key's id"), how, { scopes });
    return { json: rolled, text: rolled.key };
  });
}

export function revokeKey(given: string): Promise<Answer> {
  return withContext(async (context) => {
    const keyId = parse(id, given, "the key's id");
    await revokeApiKey(context, keyId);
    return { json: { id: keyId, revoked: true }, text: [] };
  });
}

/** Days from now, or as it was given: the schema says what would be right. */
function expiryOf(when: string | undefined, now: Date): string | undefined {
  const days = /^(\d{1,5})d$/.exec(when ?? "")?.[1];
  return days === undefined
    ? when
    : new Date(now.getTime() + Number(days) * 86_400_000).toISOString();
}

function lineOf(key: ApiKeyRow, now: Date): string {
  const { revokedAt, expiresAt, lastUsedAt } = key;
  const used = lastUsedAt === null ? "never used" : `used ${lastUsedAt.toISOString()}`;
  const ended = expiresAt !== null && expiresAt <= now ? "expired" : "expires";
  const states = [
    used,
    expiresAt === null ? "" : `${ended} ${expiresAt.toISOString()}`,
    revokedAt === null ? "" : `revoked ${revokedAt.toISOString()}`,
  ];
  const shown = [key.id, `…${key.hint}`, key.scopes.join(","), key.name, ...states];
  return shown.filter((part) => part !== "").join("  ");
}

/** Never one argument each: the name behind them would be taken for a scope. */
function listed(text: string): string[] {
  return text.split(",").map((scope) => scope.trim());
}
