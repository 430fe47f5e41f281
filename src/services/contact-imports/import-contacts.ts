import { v7 } from "uuid";
import type {
  FailedContact,
  FoundBy,
  ImportOptions,
  ImportedContact,
} from "../../contract/contact-import.ts";
import { AppError } from "../../contract/errors.ts";
import { insertDoneImport } from "../../db/contacts/contact-imports.ts";
import { required } from "../../domain/required.ts";
import type { ServiceContext } from "../context.ts";
import { importPage } from "./import-page.ts";

/** Small enough that no row stays locked for long. */
export const importBatchSize = 100;

export interface ImportAnswer {
  /** Under which it can be asked after. */
  importId: string;
  failed: FailedContact[];
  /** Of contacts that were taken: what of them was not. */
  notes: FailedContact[];
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
  const notes: FailedContact[] = [];
  let made = 0;
  for (let from = 0; from < contacts.length; from += importBatchSize) {
    const part = contacts.slice(from, from + importBatchSize);
    const page = await context.transaction((context) => importPage(context, part, options));
    failed.push(...page.failed.map(({ index, message }) => ({ index: index + from, message })));
    notes.push(...page.notes.map(({ index, message }) => ({ index: index + from, message })));
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
  return { importId, failed, notes };
}

/**
 * Takes one contact with its segments. Addresses of other contacts stay theirs.
 * @returns its id
 * @throws AppError `invalid` when it can't be taken; `not_found` when it is to be found by an id
 */
export async function importOne(
  context: ServiceContext,
  contact: ImportedContact,
  findBy: FoundBy,
): Promise<string> {
  const options = { findBy, only: null, join: [], leave: [], eventForNew: null };
  const page = await context.transaction((context) => importPage(context, [contact], options));
  const [taken] = page.taken;
  if (taken !== undefined) return taken.contactId;
  const { message } = required(page.failed[0], "why a contact was not taken");
  throw new AppError(findBy.kind === "id" ? "not_found" : "invalid", message);
}
