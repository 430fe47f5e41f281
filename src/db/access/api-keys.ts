import type { RateLimit } from "../../contract/rate-limit.ts";
import type { Scope } from "../../contract/scopes.ts";
import type { Sql } from "../core/database.ts";

export interface ApiKeyRow {
  id: string;
  name: string;
  hint: string;
  scopes: Scope[];
  rateLimit: RateLimit | null;
  /** Of the pages that may use it; empty: it is used from anywhere. */
  origins: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const columns = `id, name, hint, scopes, rate_limit as "rateLimit", origins, created_at as "createdAt",
                 last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

/** What of a key decides on a request. */
export type UsedKey = Pick<ApiKeyRow, "id" | "scopes" | "rateLimit" | "origins">;

export async function apiKeyByHash(sql: Sql, hash: Buffer): Promise<UsedKey | null> {
  const [row] = await sql.query<UsedKey>(
    {
      name: "api-key-by-hash",
      text: `select id, scopes, rate_limit as "rateLimit", origins from api_keys
              where token_hash = $1 and revoked_at is null`,
    },
    [hash],
  );
  return row ?? null;
}

/** At most one write a minute and key. */
export async function recordKeyUse(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `update api_keys set last_used_at = now()
      where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [id],
  );
}

export async function insertApiKey(
  sql: Sql,
  key: Pick<ApiKeyRow, "id" | "name" | "hint" | "rateLimit" | "origins"> & {
    hash: Buffer;
    scopes: readonly Scope[];
  },
): Promise<ApiKeyRow> {
  const [row] = await sql.query<ApiKeyRow>(
    `insert into api_keys (id, name, token_hash, hint, scopes, rate_limit, origins)
     values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
    [key.id, key.name, key.hash, key.hint, key.scopes, asJson(key.rateLimit), key.origins],
  );
  if (row === undefined) throw new Error("an insert without a conflict clause returned no row");
  return row;
}

/** @returns undefined when there is no such key */
export async function changeApiKey(
  sql: Sql,
  id: string,
  change: { name?: string | undefined; rateLimit?: RateLimit | null | undefined },
): Promise<ApiKeyRow | undefined> {
  const [row] = await sql.query<ApiKeyRow>(
    `update api_keys
        set name = coalesce($2, name), rate_limit = case when $3 then $4 else rate_limit end
      where id = $1 returning ${columns}`,
    [id, change.name ?? null, change.rateLimit !== undefined, asJson(change.rateLimit)],
  );
  return row;
}

/** SQL's null, not JSON's. */
function asJson(limit: RateLimit | null | undefined): string | null {
  return limit == null ? null : JSON.stringify(limit);
}

/** The origins that any key names. */
export async function originsOfKeys(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ origin: string }>(
    `select distinct o.origin from api_keys k cross join unnest(k.origins) as o (origin)
      where k.revoked_at is null`,
  );
  return rows.map(({ origin }) => origin);
}

/** Newest first, below `after` if given. */
export async function listApiKeys(
  sql: Sql,
  limit: number,
  after: string | null,
): Promise<ApiKeyRow[]> {
  return sql.query<ApiKeyRow>(
    `select ${columns} from api_keys where $2::uuid is null or id < $2 order by id desc limit $1`,
    [limit, after],
  );
}

/** @returns false when there is no such key; revoking twice keeps the first time. */
export async function revokeApiKey(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query(
    "update api_keys set revoked_at = coalesce(revoked_at, now()) where id = $1 returning 1",
    [id],
  );
  return rows.length > 0;
}
