import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { PartialRow } from "../../db/messages/partials.ts";
import { partialByName } from "../../db/messages/partials.ts";

export const noPartial = (name: string) =>
  new AppError("not_found", `there is no partial "${name}"`);

/** @throws AppError `not_found` */
export async function getPartial(context: ServiceContext, name: string): Promise<PartialRow> {
  const partial = await partialByName(context.sql, name);
  if (partial === undefined) throw noPartial(name);
  return partial;
}
