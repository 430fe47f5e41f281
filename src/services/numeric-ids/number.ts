import type { Sql } from "../../db/database.ts";
import type { NumberedKind } from "../../db/numeric-ids.ts";
import { numbersOf } from "../../db/numeric-ids.ts";

/** The number of one id. */
export async function numberOf(sql: Sql, kind: NumberedKind, id: string): Promise<number> {
  const number = (await numbersOf(sql, kind, [id])).get(id);
  if (number === undefined) throw new Error(`no number was made for a ${kind}`);
  return number;
}
