import { z } from "zod";
import type { Page } from "../../contract/api/page.ts";
import { badCursor, cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { CodesQuery } from "../../contract/api/promo-pools.ts";
import type { CodeRow, CodeState } from "../../db/messages/promo-code-list.ts";
import { codesBehind, codesPresent, markUsed } from "../../db/messages/promo-code-list.ts";
import type { ServiceContext } from "../context.ts";
import { getPool } from "./promo-pools.ts";

const examplesShown = 10;

/**
 * What adding codes would come to.
 * @throws AppError `not_found`
 */
export async function checkCodes(
  context: ServiceContext,
  id: string,
  codes: readonly string[],
): Promise<{ fresh: number; present: number; doubled: number; examples: string[] }> {
  await getPool(context, id);
  const once = new Set(codes);
  const there = await codesPresent(context.sql, id, [...once]);
  const seen = new Set<string>();
  const leftOut = codes.filter((code) => {
    const isLeftOut = there.has(code) || seen.has(code);
    seen.add(code);
    return isLeftOut;
  });
  return {
    fresh: once.size - there.size,
    present: there.size,
    doubled: codes.length - once.size,
    examples: [...new Set(leftOut)].slice(0, examplesShown),
  };
}

/** @throws AppError `not_found` */
export async function useCodes(
  context: ServiceContext,
  id: string,
  codes: readonly string[],
): Promise<{ used: number; before: number; unknown: number }> {
  return context.transaction(async (context) => {
    await getPool(context, id);
    const once = [...new Set(codes)];
    const { used, known } = await markUsed(context.sql, id, once);
    const doubled = codes.length - once.length;
    return { used, before: known - used + doubled, unknown: once.length - known };
  });
}

/** @throws AppError `not_found` */
export async function listCodes(
  context: ServiceContext,
  poolId: string,
  { limit, after, ...filter }: CodesQuery,
): Promise<Page<Omit<CodeRow, "place">>> {
  await getPool(context, poolId);
  const behind = after === undefined ? null : placeIn(after, filter.state);
  const rows = await codesBehind(context.sql, { ...filter, poolId }, behind, limit + 1);
  const page = cutPage(rows, limit, ({ place, code }) => [place, code]);
  const items = page.items.map((row) => {
    const { place: _, ...code } = row;
    return code;
  });
  return { items, next: page.next };
}

function placeIn(after: string, state: CodeState): { place: string; code: string } {
  const [place = "", code = ""] = decodeCursor(after, 2);
  const form = state === "free" ? z.string().regex(/^\d{1,18}$/) : z.iso.datetime();
  if (!form.safeParse(place).success) throw badCursor();
  return { place, code };
}
