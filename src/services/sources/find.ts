import { z } from "zod";
import type { Sql } from "../../db/core/database.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import { sourceById } from "../../db/events/sources.ts";

export type FoundSource = SourceRow;

/** The source at an address, if it takes anything. */
export async function findSource(sql: Sql, id: unknown): Promise<FoundSource | null> {
  const parsed = z.guid().safeParse(id);
  const source = parsed.success ? await sourceById(sql, parsed.data) : null;
  return source?.enabled === true ? source : null;
}
