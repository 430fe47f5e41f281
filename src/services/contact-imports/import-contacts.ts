import { newId } from "../../platform/new-id.ts";
import type {
  FailedContact,
  FoundBy,
  ImportOptions,
  ImportedContact,
} from "../../contract/contact-import.ts";
import { AppError } from "../../contract/errors.ts";
import { insertDoneImport } from "../../db/contacts/contact-imports.ts";
import type { ImportProblem } from "../../db/contacts/import-problems.ts";
import { insertImportProblems } from "../../db/contacts/import-problems.ts";
import { required } from "../../domain/required.ts";
import type { ServiceContext } from "../context.ts";
import { importPage } from "./import-page.ts";

/** Small enough that no row stays locked for long. */
export const importBatchSize = 100;

export interface ImportAnswer {
  /** Under which it can be asked after. */
  importId: string;
  /** In the order of their places. */
  failed: FailedContact[];
  /** Of contacts that were taken: what of them was not. */
  warnings: FailedContact[];
}

/** A list of contacts, read: those that can be taken with their places in it, and the others. */
export interface ReadContacts {
  contacts: readonly ImportedContact[];
  places: readonly number[];
  failed: readonly FailedContact[];
}

/**
 * Imports contacts while the caller waits, page by page. What a crash interrupts is answered by
 * nobody: the caller sends it again, and what was taken before is found.
 */
export async function importAll(
  context: ServiceContext,
  { contacts, places, failed: unread }: ReadContacts,
  options: ImportOptions,
): Promise<ImportAnswer> {
  const failed: FailedContact[] = [...unread];
  const warnings: FailedContact[] = [];
  let made = 0;
  for (let from = 0; from < contacts.length; from += importBatchSize) {
    const part = contacts.slice(from, from + importBatchSize);
    const page = await context.transaction((context) => importPage(context, part, options));
    const placed = ({ index, message }: FailedContact): FailedContact => ({
      index: required(places[index + from], "the place of a contact"),
      message,
    });
    failed.push(...page.failed.map(placed));
    warnings.push(...page.warnings.map(placed));
    made += page.made;
  }
  const importId = newId();
  await context.transaction(async ({ sql }) => {
    await insertDoneImport(sql, {
      id: importId,
      options,
      rows: contacts.length + unread.length,
      made,
      failed: failed.length,
      warnings: warnings.length,
    });
    const problems = [...problemsOf(failed, "error"), ...problemsOf(warnings, "warning")];
    await insertImportProblems(
      sql,
      importId,
      problems.toSorted((a, b) => a.line - b.line),
    );
  });
  return { importId, failed: failed.toSorted(byPlace), warnings: warnings.toSorted(byPlace) };
}

const byPlace = (a: FailedContact, b: FailedContact): number => a.index - b.index;

function problemsOf(
  failed: readonly FailedContact[],
  severity: ImportProblem["severity"],
): ImportProblem[] {
  return failed.map(({ index, message }) => ({
    line: index + 1,
    severity,
    column: null,
    reason: message,
  }));
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
