import type { ServiceContext } from "../context.ts";
import { deletePartial as deleteRow } from "../../db/messages/partials.ts";
import { noPartial } from "./get.ts";

/**
 * Deletes a partial. Published versions have copies; what is published next and renders it is
 * refused.
 * @throws AppError `not_found`
 */
export async function deletePartial(context: ServiceContext, name: string): Promise<void> {
  if (!(await deleteRow(context.sql, name))) throw noPartial(name);
}
