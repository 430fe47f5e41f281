import type { RateLimit } from "../../contract/rate-limit.ts";
import type { Sql } from "../core/database.ts";

export interface GrantedTokens {
  /** Whole tokens, taken out of the bucket. */
  granted: number;
  /** What is left in it; below zero when it owes. */
  tokens: number;
}

// What the bucket holds now, by the server's clock alone: the clocks of APIs differ.
const filled = `(least($3::float8, b.tokens
    + $2::float8 * greatest(0, extract(epoch from excluded.updated_at - b.updated_at))) - $5::float8)`;
const given = `floor(least($4::float8, greatest(0, ${filled})))`;

/**
 * Takes tokens of a bucket that all APIs share: up to `wanted`, after what the caller owes (or, below
 * zero, gives back). A bucket that nobody has used is full.
 */
export async function takeTokens(
  sql: Sql,
  bucket: string,
  { eventsPerSecond, burst }: RateLimit,
  { wanted, owed }: { wanted: number; owed: number },
): Promise<GrantedTokens> {
  const [row] = await sql.query<GrantedTokens>(
    {
      name: "take-tokens",
      text: `insert into rate_buckets as b (name, tokens, granted, updated_at)
             select $1, level - granted, granted, clock_timestamp()
               from (select least($3::float8, $3::float8 - $5::float8) as level) as unused,
                    lateral (select floor(least($4::float8, greatest(0, level))) as granted) as first
             on conflict (name) do update
               set tokens = ${filled} - ${given}, granted = ${given},
                   updated_at = greatest(b.updated_at, excluded.updated_at)
             returning granted, tokens`,
    },
    [bucket, eventsPerSecond, burst, wanted, owed],
  );
  if (row === undefined) throw new Error("a bucket was not written");
  return row;
}
