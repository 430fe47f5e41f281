import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { ContactImport } from "../../db/contacts/contact-imports.ts";
import { importById } from "../../db/contacts/contact-imports.ts";

/** @throws AppError `not_found` */
export async function getImport(context: ServiceContext, id: string): Promise<ContactImport> {
  const found = await importById(context.sql, id);
  if (found === null) throw new AppError("not_found", "there is no such import");
  return found;
}
