import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import { sourceById } from "../../db/events/sources.ts";

export const noSource = () => new AppError("not_found", "there is no such source");

/** @throws AppError `not_found` */
export async function getSource(context: ServiceContext, id: string): Promise<SourceRow> {
  const row = await sourceById(context.sql, id);
  if (row === null) throw noSource();
  return row;
}
