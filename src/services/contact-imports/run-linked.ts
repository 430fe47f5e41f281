import type { ServiceContext } from "../context.ts";
import type { Dispatcher } from "undici";
import type { ImportedContact } from "../../contract/contact-import.ts";
import type { ContactImport } from "../../db/contacts/contact-imports.ts";
import {
  claimImport,
  endImport,
  recordImportPage,
  postponeImport,
} from "../../db/contacts/contact-imports.ts";
import { required } from "../../domain/required.ts";
import type { CsvRow } from "../../rendering/jobs.ts";
import { LimitExceeded } from "../../rendering/limits.ts";
import { RendererBusy } from "../../rendering/renderer.ts";
import { OutsideStreamFailed, streamOutside } from "../../platform/address-guard/request.ts";
import { idsOfGiven } from "../numeric-ids/numeric-ids.ts";
import { importBatchSize } from "./import-contacts.ts";
import { importPage } from "./import-page.ts";
import { NoCsv, NotUnicode, csvRows } from "./csv-rows.ts";

const leaseSeconds = 120;
const maxFileBytes = 100 * 1024 * 1024;
const downloadMs = 30 * 60_000;
const maxAttempts = 5;
/** When so many attempts have died half-way, the file is more than a worker can take. */
const maxDeaths = 20;

export interface LinkedImportDependencies {
  context: ServiceContext;
  /** Reaches public addresses only. */
  agent: Dispatcher;
  /** Aborted when the worker ends: the import is left behind its last page. */
  signal?: AbortSignal;
}

/**
 * Carries out one import from a link, if there is any: the file is read as it comes, page by page,
 * each a transaction that notes how far it came. After a crash another worker reads the file again
 * and goes on behind the last page.
 * @returns whether there was one
 */
export async function runLinkedImport(deps: LinkedImportDependencies): Promise<boolean> {
  const one = await claimImport(deps.context.sql, leaseSeconds);
  if (one === null) return false;
  const end: End =
    one.attempts > maxDeaths
      ? { state: "failed", error: `it was begun ${maxDeaths} times and never ended` }
      : await outcomeOf(deps, one);
  if (end === "later") await postponeImport(deps.context.sql, one, 30 * one.attempts);
  else if (end === "left") await postponeImport(deps.context.sql, one, 0);
  else if (end !== "lost") await endImport(deps.context.sql, one, end);
  return true;
}

type End = { state: "done" } | { state: "failed"; error: string } | "later" | "left" | "lost";

async function outcomeOf(deps: LinkedImportDependencies, one: ContactImport): Promise<End> {
  const failed = (error: string): End => ({ state: "failed", error });
  const again = (error: string): End => (one.attempts < maxAttempts ? "later" : failed(error));
  const answer = await streamOutside(deps.agent, {
    method: "GET",
    url: required(one.link, "the link of an import"),
    headers: { accept: "text/csv, */*" },
    body: null,
    confidential: { headers: new Set(), body: false },
    timeoutMs: downloadMs,
    maxBytes: maxFileBytes,
  });
  if (answer.outcome === "refused") return failed(answer.message);
  if (answer.outcome === "unreached") return again(answer.message);
  if (answer.status !== 200) {
    await answer.body[Symbol.asyncIterator]().return?.();
    const message = `the link was answered with status ${answer.status}`;
    return answer.status >= 500 || answer.status === 429 ? again(message) : failed(message);
  }
  try {
    return await takeRows(deps, one, csvRows(deps.context.renderer, answer.body));
  } catch (error) {
    if (error instanceof RendererBusy) return "later";
    if (error instanceof NoCsv) return failed(error.message);
    if (error instanceof LimitExceeded) return failed(`the file ${error.message}`);
    if (error instanceof NotUnicode) return failed(error.message);
    if (!(error instanceof OutsideStreamFailed)) throw error;
    return error.why === "too_long" ? failed(error.message) : again(error.message);
  }
}

/** Ends as "lost" when another worker has taken over. */
async function takeRows(
  deps: LinkedImportDependencies,
  one: ContactImport,
  rows: AsyncIterable<CsvRow>,
): Promise<End> {
  const progress = { ...one };
  let seen = 0;
  let page: CsvRow[] = [];
  const take = async (): Promise<boolean> => {
    const taken = page.length === 0 || (await takePage(deps, progress, page));
    progress.rows += page.length;
    page = [];
    return taken;
  };
  for await (const row of rows) {
    if (seen++ < one.rows) continue;
    page.push(row);
    if (page.length < importBatchSize) continue;
    if (!(await take())) return "lost";
    if (deps.signal?.aborted === true) return "left";
  }
  return (await take()) ? { state: "done" } : "lost";
}

async function takePage(
  { context }: LinkedImportDependencies,
  one: ContactImport,
  page: readonly CsvRow[],
): Promise<boolean> {
  return context
    .transaction(async (context) => {
      const contacts = await contactsOf(context, page);
      const result = await importPage(context, contacts, one.options);
      const counts = {
        rows: page.length,
        made: result.made,
        failed: result.failed.length + page.length - contacts.length,
      };
      const noted = await recordImportPage(context.sql, one, counts, leaseSeconds);
      // Thrown away with its transaction: whoever noted it has taken these rows.
      if (!noted) throw new TakenOver();
      return true;
    })
    .catch((error: unknown) => {
      if (error instanceof TakenOver) return false;
      throw error;
    });
}

class TakenOver extends Error {}

async function contactsOf(
  context: ServiceContext,
  page: readonly CsvRow[],
): Promise<ImportedContact[]> {
  const good = page.flatMap((row) => ("contact" in row ? [row] : []));
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
