import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import type { ImportOptions } from "../../contract/contact-import.ts";
import { insertLinkedImport } from "../../db/contacts/contact-imports.ts";

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
