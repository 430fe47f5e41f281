import type { ServiceContext } from "../context.ts";
import type { NumberedKind } from "../../db/core/numeric-ids.ts";
import { numbersOf } from "../../db/core/numeric-ids.ts";

/** The numbers of some ids, by id: stable, and made where there is none yet. */
export function numbersFor(
  context: ServiceContext,
  kind: NumberedKind,
  ids: readonly string[],
): Promise<Map<string, number>> {
  return numbersOf(context.sql, kind, ids);
}

/** The number of one id. */
export async function numberOf(
  context: ServiceContext,
  kind: NumberedKind,
  id: string,
): Promise<number> {
  const number = (await numbersOf(context.sql, kind, [id])).get(id);
  if (number === undefined) throw new Error(`no number was made for a ${kind}`);
  return number;
}
