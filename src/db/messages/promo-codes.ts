import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";
import { countOfCodes, countOfCodesLeft, countOfCodesUsed } from "../core/large-counts.ts";
import { partPattern } from "../core/like.ts";

export interface PoolRow {
  id: string;
  name: string;
  lowStock: number;
  createdAt: Date;
  total: number;
  /** Never given. */
  remaining: number;
  used: number;
  expiresAt: Date | null;
  isOver: boolean;
}

const columns = `p.id, p.name, p.low_stock as "lowStock", p.created_at as "createdAt",
  ${countOfCodes("p.id")} as total,
  ${countOfCodesLeft("p.id")} as remaining, ${countOfCodesUsed("p.id")} as used,
  p.expires_at as "expiresAt", coalesce(p.expires_at <= now(), false) as "isOver"`;

/** Pools by name, above `after` if given. */
export async function listPools(
  sql: Sql,
  limit: number,
  after: string | null,
  search?: string,
): Promise<PoolRow[]> {
  return sql.query<PoolRow>(
    `select ${columns} from promo_pools p where ($2::text is null or p.name > $2)
        and ($3::text is null or p.name ilike $3)
      order by p.name limit $1`,
    [limit, after, partPattern(search)],
  );
}

export async function poolById(sql: Sql, id: string): Promise<PoolRow | null> {
  const [row] = await sql.query<PoolRow>(`select ${columns} from promo_pools p where p.id = $1`, [
    id,
  ]);
  return row ?? null;
}

/** @returns false when the name is taken */
export async function insertPool(
  sql: Sql,
  pool: { id: string; name: string; lowStock: number; expiresAt?: Date | null },
): Promise<boolean> {
  const rows = await sql.query(
    `insert into promo_pools (id, name, low_stock, expires_at) values ($1, $2, $3, $4)
     on conflict (name) do nothing returning 1`,
    [pool.id, pool.name, pool.lowStock, pool.expiresAt ?? null],
  );
  return rows.length > 0;
}

export interface PoolChange {
  lowStock?: number | undefined;
  /** Null: they don't expire. */
  expiresAt?: Date | null | undefined;
}

/** @returns false when there is no such pool */
export async function updatePool(
  sql: Sql,
  id: string,
  { lowStock, expiresAt }: PoolChange,
): Promise<boolean> {
  const rows = await sql.query(
    `update promo_pools
        set low_stock = coalesce($2, low_stock), warned_at = null,
            expires_at = case when $3 then $4 else expires_at end
      where id = $1 returning 1`,
    [id, lowStock ?? null, expiresAt !== undefined, expiresAt ?? null],
  );
  return rows.length > 0;
}

/** The name of a pool, which can't go until the transaction ends. */
export async function lockPool(sql: Sql, id: string): Promise<string | null> {
  const [row] = await sql.query<{ name: string }>(
    "select name from promo_pools where id = $1 for update",
    [id],
  );
  return row?.name ?? null;
}

export async function deletePool(sql: Sql, id: string): Promise<void> {
  await sql.query("delete from promo_pools where id = $1", [id]);
}

/** Codes that are there already stay as they are. @returns how many are new */
export async function insertCodes(
  sql: Sql,
  poolId: string,
  codes: readonly string[],
): Promise<number> {
  const [row] = await sql.query<{ added: number }>(
    `with added as (
       insert into promo_codes (pool_id, code)
       select $1, code from unnest($2::text[]) with ordinality as c (code, n) order by n
       on conflict do nothing returning 1)
     select count(*) as added from added`,
    [poolId, codes],
  );
  return required(row, "a count").added;
}

export interface CodeRecipient {
  runId: string;
  blockId: string;
  visit: number;
  contactId: string;
}

/**
 * Gives the first free code of a pool, past those that other transactions are giving. When there
 * seems to be none it waits for these: one of them may be rolled back, and its code is free then.
 * @returns null when there is none, or no such pool
 */
export async function assignCode(
  sql: Sql,
  pool: string,
  to: CodeRecipient,
): Promise<string | null> {
  // A run that begins again after failing keeps the codes that it was given.
  const [given] = await sql.query<{ code: string }>(
    {
      name: "given-code",
      text: `select code from promo_codes
              where run_id = $1 and block_id = $2 and visit = $3 and given_at is not null`,
    },
    [to.runId, to.blockId, to.visit],
  );
  if (given !== undefined) return given.code;
  for (const others of ["skip locked", ""] as const) {
    const [row] = await sql.query<{ code: string }>(
      {
        name: `give-code-${others}`,
        text: `with free as (
                 select c.pool_id, c.code from promo_codes c
                  where c.pool_id = (select id from promo_pools
                                      where name = $1 and (expires_at is null or expires_at > now()))
                    and c.given_at is null
                  order by c.position limit 1 for update ${others})
               update promo_codes c
                  set run_id = $2, block_id = $3, visit = $4, contact_id = $5,
                      given_at = clock_timestamp()
                 from free where c.pool_id = free.pool_id and c.code = free.code
               returning c.code`,
      },
      [pool, to.runId, to.blockId, to.visit, to.contactId],
    );
    if (row !== undefined) return row.code;
  }
  return null;
}

export interface LowPool {
  id: string;
  name: string;
  remaining: number;
}

/** Pools that have come to run low since the last time, each once until it is filled up. */
export async function takeLowPools(sql: Sql): Promise<LowPool[]> {
  const left = `(select count(*) from (select from promo_codes c
                  where c.pool_id = p.id and c.given_at is null limit p.low_stock + 1) as f)`;
  await sql.query(
    `update promo_pools p set warned_at = null where warned_at is not null and ${left} > low_stock`,
  );
  return sql.query<LowPool>(
    `update promo_pools p set warned_at = now()
      where warned_at is null and ${left} <= low_stock
        and (expires_at is null or expires_at > now())
        and exists (select from promo_codes c where c.pool_id = p.id)
      returning id, name, ${left} as remaining`,
  );
}
