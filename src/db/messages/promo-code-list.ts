import { required } from "../../domain/required.ts";
import { contactNameOf } from "../contacts/contact-names.ts";
import { builder } from "../core/database.ts";
import type { Sql } from "../core/database.ts";
import { beginningPattern } from "../core/like.ts";

export interface CodeRow {
  code: string;
  givenAt: Date | null;
  usedAt: Date | null;
  contactId: string | null;
  contactName: string | null;
  runId: string | null;
  /** By which a page is continued. */
  place: string;
}

export type CodeState = "given" | "used" | "free";

export interface CodeFilter {
  poolId: string;
  state: CodeState;
  search?: string | undefined;
  contactId?: string | undefined;
}

/** The latest first of those that were given or used; free ones as they will be given. */
export async function codesBehind(
  sql: Sql,
  { poolId, state, search, contactId }: CodeFilter,
  behind: { place: string; code: string } | null,
  limit: number,
): Promise<CodeRow[]> {
  const order = { given: "k.given_at", used: "k.used_at", free: "k.position" }[state];
  const place =
    state === "free"
      ? "k.position::text"
      : `to_char(${order} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  const direction = state === "free" ? "asc" : "desc";
  const query = builder("promo_codes as k")
    .where("k.pool_id", poolId)
    .select({
      code: "k.code",
      givenAt: "k.given_at",
      usedAt: "k.used_at",
      contactId: "k.contact_id",
      contactName: builder.raw(contactNameOf("k.contact_id")),
      runId: "k.run_id",
      place: builder.raw(place),
    })
    .orderBy(order, direction)
    .limit(limit);
  if (state === "free") query.whereRaw("k.given_at is null");
  else query.whereRaw(`${order} is not null`).orderBy("k.code", "desc");
  if (search !== undefined && search !== "") {
    query.whereLike("k.code", beginningPattern(search));
  }
  if (contactId !== undefined) query.where("k.contact_id", contactId);
  if (behind !== null && state === "free") query.whereRaw("k.position > ?::bigint", [behind.place]);
  if (behind !== null && state !== "free") {
    query.whereRaw(`(${order}, k.code) < (?::timestamptz, ?::text collate "C")`, [
      behind.place,
      behind.code,
    ]);
  }
  return sql.run<CodeRow>(query);
}

/** Those of some codes that a pool has, given or not. */
export async function codesPresent(
  sql: Sql,
  poolId: string,
  codes: readonly string[],
): Promise<Set<string>> {
  const rows = await sql.query<{ code: string }>(
    "select code from promo_codes where pool_id = $1 and code = any($2::text[])",
    [poolId, codes],
  );
  return new Set(rows.map(({ code }) => code));
}

/**
 * Notes that codes were used. One that nobody was given is given from then on, to nobody: it must not
 * go out any more.
 */
export async function markUsed(
  sql: Sql,
  poolId: string,
  codes: readonly string[],
): Promise<{ used: number; known: number }> {
  const [row] = await sql.query<{ used: number; known: number }>(
    `with known as materialized (
       select code, used_at from promo_codes where pool_id = $1 and code = any($2::text[])
        order by code for update),
     used as (
       update promo_codes c set used_at = now(), given_at = coalesce(c.given_at, now())
         from known k where c.pool_id = $1 and c.code = k.code and k.used_at is null returning 1)
     select (select count(*) from used) as used, (select count(*) from known) as known`,
    [poolId, codes],
  );
  return required(row, "counts");
}
