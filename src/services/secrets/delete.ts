import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { deleteSecret as remove } from "../../db/access/secrets.ts";

/** @throws AppError `not_found` */
export async function deleteSecret(context: ServiceContext, name: string): Promise<void> {
  if (!(await remove(context.sql, name)))
    throw new AppError("not_found", "there is no such secret");
}
