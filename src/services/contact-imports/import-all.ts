import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import type {
  FailedContact,
  ImportedContact,
  ImportOptions,
} from "../../contract/contact-import.ts";
import { insertDoneImport } from "../../db/contacts/contact-imports.ts";
import { importPage } from "./import-page.ts";

/** Small enough that no row stays locked for long. */
export const importBatchSize = 100;

export interface ImportAnswer {
  /** Under which it can be asked after. */
  importId: string;
  failed: FailedContact[];
}

/**
 * Imports contacts while the caller waits, page by page. What a crash interrupts is answered by
 * nobody: the caller sends it again, and what was taken before is found.
 */
export async function importAll(
  context: ServiceContext,
  contacts: readonly ImportedContact[],
  options: ImportOptions,
): Promise<ImportAnswer> {
  const failed: FailedContact[] = [];
  let made = 0;
  for (let from = 0; from < contacts.length; from += importBatchSize) {
    const part = contacts.slice(from, from + importBatchSize);
    const page = await context.transaction((context) => importPage(context, part, options));
    failed.push(...page.failed.map(({ index, message }) => ({ index: index + from, message })));
    made += page.made;
  }
  const importId = v7();
  await insertDoneImport(context.sql, {
    id: importId,
    options,
    rows: contacts.length,
    made,
    failed: failed.length,
  });
  return { importId, failed };
}
