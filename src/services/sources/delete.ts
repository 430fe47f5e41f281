import type { Sql } from "../../db/core/database.ts";
import { deleteSource as remove } from "../../db/events/sources.ts";
import { noSource } from "./get.ts";

/** Deletes a source with its samples; its events stay. @throws AppError `not_found` */
export async function deleteSource(sql: Sql, id: string): Promise<void> {
  if (!(await remove(sql, id))) throw noSource();
}
