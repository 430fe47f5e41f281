import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import { sourceById } from "../../db/events/sources.ts";

export const noSource = () => new AppError("not_found", "there is no such source");

/** @throws AppError `not_found` */
export async function getSource(sql: Sql, id: string): Promise<SourceRow> {
  const row = await sourceById(sql, id);
  if (row === null) throw noSource();
  return row;
}
