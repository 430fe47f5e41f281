import { isUuid } from "../../domain/uuid.ts";
import type { NumberedKind } from "../../db/core/numeric-ids.ts";
import { idsOfNumbers, numbersOf } from "../../db/core/numeric-ids.ts";
import type { ServiceContext } from "../context.ts";

const ourNumber = /^\d{1,15}$/;

/**
 * Campanile's ids, each given as itself or as its number; by what was given, and without what is
 * neither. Whether there is such a thing (still) is for the caller to look up.
 */
export async function idsOfGiven(
  context: ServiceContext,
  kind: NumberedKind,
  given: readonly (string | number)[],
): Promise<Map<string, string>> {
  const texts = [...new Set(given.map(String))];
  const numbers = texts.filter((text) => ourNumber.test(text));
  const ids = await idsOfNumbers(context.sql, kind, numbers.map(Number));
  return new Map(
    texts.flatMap((text): [string, string][] => {
      const ofNumber = ourNumber.test(text) ? ids.get(Number(text)) : undefined;
      const id = isUuid(text) ? text.toLowerCase() : ofNumber;
      return id === undefined ? [] : [[text, id]];
    }),
  );
}

/** One of them. */
export async function idGiven(
  context: ServiceContext,
  kind: NumberedKind,
  given: string | number,
): Promise<string | null> {
  return (await idsOfGiven(context, kind, [given])).get(String(given)) ?? null;
}

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
