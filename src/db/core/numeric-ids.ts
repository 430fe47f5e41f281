import type { Sql } from "./database.ts";

/** What has numbers beside its ids. */
export type NumberedKind = "contact" | "segment" | "message" | "template";

/** The numbers of some ids, made where there is none yet; a number never changes. */
export async function numbersOf(
  sql: Sql,
  kind: NumberedKind,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const distinct = [...new Set(ids)];
  const find = () =>
    sql.query<{ uuid: string; id: number }>(
      {
        name: "numbers-of",
        text: "select uuid, id from numeric_ids where kind = $1 and uuid = any($2::uuid[])",
      },
      [kind, distinct],
    );
  let rows = await find();
  if (rows.length < distinct.length) {
    const known = new Set(rows.map(({ uuid }) => uuid));
    await sql.query(
      `insert into numeric_ids (kind, uuid) select $1, u from unnest($2::uuid[]) as u order by u
       on conflict (kind, uuid) do nothing`,
      [kind, distinct.filter((id) => !known.has(id))],
    );
    // A statement of its own: the insert could not see what another made meanwhile.
    rows = await find();
  }
  return new Map(rows.map(({ uuid, id }) => [uuid, id]));
}

/** The ids behind numbers; a number of nothing is missing from the answer. */
export async function idsOfNumbers(
  sql: Sql,
  kind: NumberedKind,
  numbers: readonly number[],
): Promise<Map<number, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await sql.query<{ uuid: string; id: number }>(
    {
      name: "ids-of-numbers",
      text: "select uuid, id from numeric_ids where kind = $1 and id = any($2::bigint[])",
    },
    [kind, numbers],
  );
  return new Map(rows.map(({ uuid, id }) => [id, uuid]));
}
