import type { Scope } from "../contract/scopes.ts";
import type { Sql } from "./database.ts";

export interface ApiKeyRow {
  id: string;
  name: string;
  hint: string;
  scopes: Scope[];
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const columns = `id, name, hint, scopes, created_at as "createdAt", last_used_at as "lastUsedAt",
                 revoked_at as "revokedAt"`;

export async function apiKeyByHash(
  sql: Sql,
  hash: Buffer,
): Promise<{ id: string; scopes: Scope[] } | null> {
  const [row] = await sql.query<{ id: string; scopes: Scope[] }>(
    {
      name: "api-key-by-hash",
      text: "select id, scopes from api_keys where token_hash = $1 and revoked_at is null",
    },
    [hash],
  );
  return row ?? null;
}

/** At most one write a minute and key. */
export async function noteKeyUse(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `update api_keys set last_used_at = now()
      where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [id],
  );
}

export async function insertApiKey(
  sql: Sql,
  key: { id: string; name: string; hash: Buffer; hint: string; scopes: readonly Scope[] },
): Promise<ApiKeyRow> {
  const [row] = await sql.query<ApiKeyRow>(
    `insert into api_keys (id, name, token_hash, hint, scopes) values ($1, $2, $3, $4, $5)
     returning ${columns}`,
    [key.id, key.name, key.hash, key.hint, key.scopes],
  );
  if (row === undefined) throw new Error("an insert without a conflict clause returned no row");
  return row;
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
