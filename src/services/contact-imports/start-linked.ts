import { v7 } from "uuid";
import type { ImportOptions } from "../../contract/contact-import.ts";
import { insertLinkedImport } from "../../db/contacts/contact-imports.ts";
import type { Sql } from "../../db/core/database.ts";

/** Notes an import from a link; a worker carries it out. @returns its id */
export async function startLinkedImport(
  sql: Sql,
  link: string,
  options: ImportOptions,
): Promise<string> {
  const id = v7();
  await insertLinkedImport(sql, { id, link, options });
  return id;
}
