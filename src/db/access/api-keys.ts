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
  /** From when on it is refused; null: it does not end by itself. */
  expiresAt: Date | null;
  /** The key whose successor it is. */
  replacesId: string | null;
}

const columns = `id, name, hint, scopes, rate_limit as "rateLimit", origins, created_at as "createdAt",
                 last_used_at as "lastUsedAt", revoked_at as "revokedAt", expires_at as "expiresAt",
                 replaces_id as "replacesId"`;

/** What of a key decides on a request. */
export type UsedKey = Pick<ApiKeyRow, "id" | "scopes" | "rateLimit" | "origins" | "expiresAt">;

/** A key that is not revoked; it may have expired. */
export async function apiKeyByHash(sql: Sql, hash: Buffer): Promise<UsedKey | null> {
  const [row] = await sql.query<UsedKey>(
    {
      name: "api-key-by-hash",
      text: `select id, scopes, rate_limit as "rateLimit", origins, expires_at as "expiresAt"
               from api_keys
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
  key: Pick<
    ApiKeyRow,
    "id" | "name" | "hint" | "rateLimit" | "origins" | "expiresAt" | "replacesId"
  > & {
    hash: Buffer;
    scopes: readonly Scope[];
  },
): Promise<ApiKeyRow> {
  const [row] = await sql.query<ApiKeyRow>(
    `insert into api_keys
       (id, name, token_hash, hint, scopes, rate_limit, origins, expires_at, replaces_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${columns}`,
    [
      key.id,
      key.name,
      key.hash,
      key.hint,
      key.scopes,
      asJson(key.rateLimit),
      key.origins,
      key.expiresAt,
      key.replacesId,
    ],
  );
  if (row === undefined) throw new Error("an insert without a conflict clause returned no row");
  return row;
}

/** @returns undefined when there is no such key */
export async function changeApiKey(
  sql: Sql,
  id: string,
  change: {
    name?: string | undefined;
    rateLimit?: RateLimit | null | undefined;
    expiresAt?: Date | null | undefined;
  },
): Promise<ApiKeyRow | undefined> {
  const [row] = await sql.query<ApiKeyRow>(
    `update api_keys
        set name = coalesce($2, name), rate_limit = case when $3 then $4 else rate_limit end,
            expires_at = case when $5 then $6 else expires_at end
      where id = $1 returning ${columns}`,
    [
      id,
      change.name ?? null,
      change.rateLimit !== undefined,
      asJson(change.rateLimit),
      change.expiresAt !== undefined,
      change.expiresAt ?? null,
    ],
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
      where k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`,
  );
  return rows.map(({ origin }) => origin);
}

export interface KeyToReplace extends ApiKeyRow {
  hasEnded: boolean;
  hasSuccessor: boolean;
}

/** A key that is to get a successor, locked to the end of the transaction. */
export async function lockApiKey(sql: Sql, id: string): Promise<KeyToReplace | undefined> {
  const [row] = await sql.query<KeyToReplace>(
    `select ${columns},
            revoked_at is not null or coalesce(expires_at <= now(), false) as "hasEnded",
            exists (select from api_keys s where s.replaces_id = k.id and s.revoked_at is null)
              as "hasSuccessor"
       from api_keys k where id = $1 for no key update of k`,
    [id],
  );
  return row;
}

/** Has a key end after so many hours, unless it ends sooner. */
export async function endApiKeyIn(sql: Sql, id: string, hours: number): Promise<void> {
  await sql.query(
    `update api_keys set expires_at = least(expires_at, now() + make_interval(hours => $2))
      where id = $1`,
    [id, hours],
  );
}

export interface EndingKeys {
  /** Keys that end within so many days and have no successor. */
  ending: number;
  firstAt: Date | null;
}

export async function keysEndingWithin(sql: Sql, days: number): Promise<EndingKeys> {
  const [row] = await sql.query<EndingKeys>(
    `select count(*)::int as ending, min(k.expires_at) as "firstAt" from api_keys k
      where k.revoked_at is null and k.expires_at > now()
        and k.expires_at < now() + make_interval(days => $1)
        and not exists (select from api_keys s where s.replaces_id = k.id and s.revoked_at is null)`,
    [days],
  );
  return row ?? { ending: 0, firstAt: null };
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
