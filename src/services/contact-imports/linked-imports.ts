import { v7 } from "uuid";
import type { ImportOptions } from "../../contract/contact-import.ts";
import { AppError } from "../../contract/errors.ts";
import type { ContactImport } from "../../db/contacts/contact-imports.ts";
import { importById, insertLinkedImport } from "../../db/contacts/contact-imports.ts";
import type { ServiceContext } from "../context.ts";

/** Notes an import from a link; a worker carries it out. @returns its id */
export async function startLinkedImport(
  context: ServiceContext,
  link: string,
  options: ImportOptions,
): Promise<string> {
  const id = v7();
  await insertLinkedImport(context.sql, { id, link, options });
  return id;
}

/** @throws AppError `not_found` */
export async function getImport(context: ServiceContext, id: string): Promise<ContactImport> {
  const found = await importById(context.sql, id);
  if (found === null) throw new AppError("not_found", "there is no such import");
  return found;
}
