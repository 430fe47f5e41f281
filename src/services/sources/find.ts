import { z } from "zod";
import type { Sql } from "../../db/database.ts";
import type { SourceRow } from "../../db/sources.ts";
import { sourceById } from "../../db/sources.ts";

export type FoundSource = SourceRow;

/** The source at an address, if it takes anything. */
export async function findSource(sql: Sql, id: unknown): Promise<FoundSource | null> {
  const parsed = z.guid().safeParse(id);
  const source = parsed.success ? await sourceById(sql, parsed.data) : null;
  return source?.enabled === true ? source : null;
}
