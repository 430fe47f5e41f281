import type { Sql } from "../../db/core/database.ts";
import type { NumberedKind } from "../../db/core/numeric-ids.ts";
import { numbersOf } from "../../db/core/numeric-ids.ts";

/** The numbers of some ids, by id: stable, and made where there is none yet. */
export function numbersFor(
  sql: Sql,
  kind: NumberedKind,
  ids: readonly string[],
): Promise<Map<string, number>> {
  return numbersOf(sql, kind, ids);
}

/** The number of one id. */
export async function numberOf(sql: Sql, kind: NumberedKind, id: string): Promise<number> {
  const number = (await numbersOf(sql, kind, [id])).get(id);
  if (number === undefined) throw new Error(`no number was made for a ${kind}`);
  return number;
}
