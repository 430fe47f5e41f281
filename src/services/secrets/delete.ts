import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import { deleteSecret as remove } from "../../db/access/secrets.ts";

/** @throws AppError `not_found` */
export async function deleteSecret(sql: Sql, name: string): Promise<void> {
  if (!(await remove(sql, name))) throw new AppError("not_found", "there is no such secret");
}
