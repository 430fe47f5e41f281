import type { ServiceContext } from "../context.ts";
import { deleteSource as remove } from "../../db/events/sources.ts";
import { noSource } from "./get.ts";

/** Deletes a source with its samples; its events stay. @throws AppError `not_found` */
export async function deleteSource(context: ServiceContext, id: string): Promise<void> {
  if (!(await remove(context.sql, id))) throw noSource();
}
