import { v7 } from "uuid";
import type {
  FailedContact,
  ImportedContact,
  ImportOptions,
} from "../../contract/contact-import.ts";
import { insertDoneImport } from "../../db/contacts/contact-imports.ts";
import type { Database } from "../../db/core/database.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { IngestInTransaction } from "../events/keep-events.ts";
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
  db: Database,
  keepEvents: IngestInTransaction,
  contacts: readonly ImportedContact[],
  options: ImportOptions,
): Promise<ImportAnswer> {
  const failed: FailedContact[] = [];
  let made = 0;
  let work = false;
  for (let from = 0; from < contacts.length; from += importBatchSize) {
    const part = contacts.slice(from, from + importBatchSize);
    const page = await db.tx((sql) => importPage(sql, keepEvents, part, options));
    failed.push(...page.failed.map(({ index, message }) => ({ index: index + from, message })));
    made += page.made;
    work ||= page.work;
  }
  if (work) await notifyDispatchers(db);
  const importId = v7();
  await insertDoneImport(db, {
    ...{ id: importId, options, rows: contacts.length, made },
    failed: failed.length,
  });
  return { importId, failed };
}
