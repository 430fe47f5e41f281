import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/database.ts";
import type { SourceRow } from "../../db/sources.ts";
import { sourceById } from "../../db/sources.ts";

export const noSource = () => new AppError("not_found", "there is no such source");

/** @throws AppError `not_found` */
export async function getSource(sql: Sql, id: string): Promise<SourceRow> {
  const row = await sourceById(sql, id);
  if (row === null) throw noSource();
  return row;
}
