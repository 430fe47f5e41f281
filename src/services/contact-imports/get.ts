import { AppError } from "../../contract/errors.ts";
import type { ContactImport } from "../../db/contacts/contact-imports.ts";
import { importById } from "../../db/contacts/contact-imports.ts";
import type { Sql } from "../../db/core/database.ts";

/** @throws AppError `not_found` */
export async function getImport(sql: Sql, id: string): Promise<ContactImport> {
  const found = await importById(sql, id);
  if (found === null) throw new AppError("not_found", "there is no such import");
  return found;
}
