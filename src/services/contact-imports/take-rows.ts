import type { FailedContact, ImportedContact } from "../../contract/contact-import.ts";
import type { ContactImport } from "../../db/contacts/contact-imports.ts";
import { recordImportFile, recordImportPage } from "../../db/contacts/contact-imports.ts";
import { isTransient, LostRace } from "../../db/core/database-errors.ts";
import type { ImportProblem } from "../../db/contacts/import-problems.ts";
import { insertImportProblems } from "../../db/contacts/import-problems.ts";
import { required } from "../../domain/required.ts";
import type { CsvRow } from "../../rendering/jobs.ts";
import type { ServiceContext } from "../context.ts";
import { idsOfGiven } from "../numeric-ids/numeric-ids.ts";
import type { CsvFile } from "./csv-rows.ts";
import { importBatchSize } from "./import-contacts.ts";
import type { ImportedPage } from "./import-page.ts";
import { importPage } from "./import-page.ts";
import { sayImport } from "../../domain/sentences/import-sentences.ts";

interface Reading {
  one: ContactImport;
  /** How far it is: moves on with each page. */
  progress: ContactImport;
  rows: AsyncIterable<CsvRow>;
  file: CsvFile;
}

/** Ends as "lost" when another worker has taken over, as "left" when this one ends. */
export async function takeRows(
  { context, signal }: { context: ServiceContext; signal?: AbortSignal },
  { one, progress, rows, file }: Reading,
  leaseSeconds: number,
): Promise<{ state: "done" } | "left" | "lost"> {
  let seen = 0;
  let page: CsvRow[] = [];
  let isNoted = false;
  const take = async (isLast: boolean): Promise<boolean> => {
    if (!isNoted) await recordImportFile(context.sql, one, file);
    isNoted = true;
    const notes = progress.rows === 0 ? notesOf(file, isLast && page.length === 0) : [];
    if (page.length === 0 && notes.length === 0) return true;
    const taken = await takePage(context, progress, { page, notes }, leaseSeconds);
    page = [];
    return taken;
  };
  for await (const row of rows) {
    if (seen++ < one.rows) continue;
    page.push(row);
    if (page.length < importBatchSize) continue;
    if (!(await take(false))) return "lost";
    if (signal?.aborted === true) return "left";
  }
  return (await take(true)) ? { state: "done" } : "lost";
}

function notesOf({ notes }: CsvFile, isEmpty: boolean): ImportProblem[] {
  if (!isEmpty) return notes;
  const reason = sayImport("noRows");
  return [...notes, { line: 1, column: null, severity: "warning", reason }];
}

interface TakenPage {
  page: readonly CsvRow[];
  /** On the file itself, told with its first page. */
  notes: readonly ImportProblem[];
}

/**
 * Takes a page, and moves `progress` on. Where something unforeseen fails it, its rows are taken one
 * by one: the one that fails is told, and the others are in.
 */
async function takePage(
  context: ServiceContext,
  progress: ContactImport,
  { page, notes }: TakenPage,
  leaseSeconds: number,
): Promise<boolean> {
  try {
    await takeTogether(context, progress, { page, notes }, leaseSeconds);
    return true;
  } catch (error) {
    if (error instanceof TakenOver) return false;
    if (isTransient(error) || error instanceof LostRace) throw error;
    const [only] = page;
    // Not of a row's own making, where even the news of it can't be kept.
    if (only === undefined || (page.length === 1 && "faults" in only)) throw error;
    const { id: importId } = progress;
    context.log.warn({ importId, rows: page.length, err: error }, "a page of an import failed");
    if (page.length === 1) {
      const fault = { column: null, reason: sayImport("notTaken") };
      const told: CsvRow = { line: only.line, faults: [fault], warnings: [] };
      return takePage(context, progress, { page: [told], notes }, leaseSeconds);
    }
  }
  for (const [index, row] of page.entries()) {
    const alone = { page: [row], notes: index === 0 ? notes : [] };
    if (!(await takePage(context, progress, alone, leaseSeconds))) return false;
  }
  return true;
}

async function takeTogether(
  context: ServiceContext,
  progress: ContactImport,
  { page, notes }: TakenPage,
  leaseSeconds: number,
): Promise<void> {
  const good = page.filter((row) => "contact" in row);
  const tried = progress.options.dryRun === true ? await rehearse(context, progress, good) : null;
  await context.transaction(async (context) => {
    const result = tried ?? (await importRows(context, progress, good));
    const problems = [...notes, ...problemsOf(page, good, result)];
    const counts = {
      rows: page.length,
      made: result.made,
      unchanged: result.unchanged,
      failed: page.length - result.taken.length,
      warnings: problems.filter(({ severity }) => severity === "warning").length,
    };
    const noted = await recordImportPage(context.sql, progress, counts, leaseSeconds);
    // Thrown away with its transaction: whoever noted it has taken these rows.
    if (!noted) throw new TakenOver();
    await insertImportProblems(context.sql, progress.id, problems);
  });
  progress.rows += page.length;
}

class TakenOver extends Error {}

async function importRows(
  context: ServiceContext,
  { id, options }: ContactImport,
  good: readonly GoodRow[],
): Promise<ImportedPage> {
  const lines = good.map(({ line }) => line);
  return importPage(context, await contactsOf(context, good), options, { importId: id, lines });
}

/** What would become of a page: everything is done, and then none of it. */
async function rehearse(
  context: ServiceContext,
  one: ContactImport,
  good: readonly GoodRow[],
): Promise<ImportedPage> {
  try {
    return await context.transaction(async (context) => {
      throw new Rehearsed(await importRows(context, one, good));
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.page;
    throw error;
  }
}

/** Rolls a rehearsal back. */
class Rehearsed extends Error {
  readonly page: ImportedPage;

  constructor(page: ImportedPage) {
    super("a rehearsal is over");
    this.page = page;
  }
}

type GoodRow = Extract<CsvRow, { contact: ImportedContact }>;

/** What is to be told of a page, in the order of its lines. */
function problemsOf(
  page: readonly CsvRow[],
  good: readonly GoodRow[],
  { failed, warnings }: { failed: readonly FailedContact[]; warnings: readonly FailedContact[] },
): ImportProblem[] {
  const of = (severity: ImportProblem["severity"], { index, message }: FailedContact) => ({
    line: required(good[index], "a row of a page").line,
    severity,
    column: null,
    reason: message,
  });
  const read = page.flatMap((row): ImportProblem[] => [
    ...("faults" in row ? row.faults : []).map((fault) => ({
      line: row.line,
      severity: "error" as const,
      ...fault,
    })),
    ...row.warnings.map((warning) => ({
      line: row.line,
      severity: "warning" as const,
      ...warning,
    })),
  ]);
  const taken = [
    ...failed.map((one) => of("error", one)),
    ...warnings.map((one) => of("warning", one)),
  ];
  return [...read, ...taken].toSorted((a, b) => a.line - b.line);
}

async function contactsOf(
  context: ServiceContext,
  good: readonly GoodRow[],
): Promise<ImportedContact[]> {
  const ids = await idsOfGiven(
    context,
    "contact",
    good.flatMap(({ id }) => id ?? []),
  );
  return good.map(({ contact, id }) => {
    const known = id === null ? undefined : ids.get(id);
    return known === undefined ? contact : { ...contact, id: known };
  });
}
