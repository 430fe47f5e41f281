import type { Dispatcher } from "undici";
import { maxImportBytes } from "../../contract/api/contact-imports.ts";
import type { ContactImport } from "../../db/contacts/contact-imports.ts";
import {
  claimImport,
  endImport,
  extendImportLease,
  postponeImport,
} from "../../db/contacts/contact-imports.ts";
import { isTransient } from "../../db/core/database-errors.ts";
import { OutsideStreamFailed, streamOutside } from "../../platform/address-guard/request.ts";
import { LimitExceeded } from "../../rendering/limits.ts";
import { RendererBusy, RendererClosed } from "../../rendering/renderer.ts";
import type { ServiceContext } from "../context.ts";
import type { CsvFile } from "./csv-rows.ts";
import { csvRows } from "./csv-rows.ts";
import { NoCsv } from "./decode.ts";
import { takeRows } from "./take-rows.ts";
import { uploadedFile } from "./upload-file.ts";
import { sayImport } from "../../domain/sentences/import-sentences.ts";

const leaseSeconds = 60;
const downloadMs = 30 * 60_000;
/** A server that sends nothing for so long is asked again later. */
const usualIdleMs = 30_000;
const maxAttempts = 5;
/** When so many attempts have died half-way, the file is more than a worker can take. */
const maxDeaths = 20;

export interface FileImportDependencies {
  context: ServiceContext;
  /** Reaches public addresses only. */
  agent: Dispatcher;
  /** Aborted when the worker ends: the import is left behind its last page. */
  signal?: AbortSignal;
  idleMs?: number;
}

/**
 * Carries out one import of a file, if there is any: the file is read as it comes, page by page,
 * each a transaction that notes how far it came. After a crash another worker reads the file again
 * and goes on behind the last page. Whatever goes wrong, it ends: done, failed, or tried again a few
 * times.
 * @returns whether there was one
 */
export async function runFileImport(deps: FileImportDependencies): Promise<boolean> {
  const { sql } = deps.context;
  const one = await claimImport(sql, leaseSeconds);
  if (one === null) return false;
  const end: End =
    one.attempts > maxDeaths
      ? { state: "failed", error: sayImport("neverEnded", { times: maxDeaths }) }
      : await underLease(deps, one, () => outcomeOf(deps, one));
  if (end === "later") await postponeImport(sql, one, Math.min(30 * one.attempts, 300));
  else if (end === "left") await postponeImport(sql, one, 0);
  else if (end !== "lost") await endImport(sql, one, end);
  return true;
}

type End = { state: "done" } | { state: "failed"; error: string } | "later" | "left" | "lost";

/** Keeps the lease while a file comes slowly; a worker that dies keeps it no longer. */
async function underLease<Result>(
  { context }: FileImportDependencies,
  one: ContactImport,
  work: () => Promise<Result>,
): Promise<Result> {
  const beat = setInterval(
    () => {
      extendImportLease(context.sql, one, leaseSeconds).catch((error: unknown) => {
        context.log.warn(
          { importId: one.id, err: error },
          "the lease of an import was not extended",
        );
      });
    },
    (leaseSeconds * 1_000) / 4,
  );
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}

async function outcomeOf(deps: FileImportDependencies, one: ContactImport): Promise<End> {
  const progress = { ...one };
  const failed = (error: string): End => ({ state: "failed", error });
  // An attempt that came further may be followed by one more; those that died are counted apart.
  const again = (error: string): End =>
    one.attempts < maxAttempts || progress.rows > one.rows ? "later" : failed(error);
  const opened = await open(deps, one);
  if ("why" in opened) return opened.isFinal ? failed(opened.why) : again(opened.why);
  const { encoding = null, delimiter = null, columns = null } = one.options;
  const file: CsvFile = { encoding: null, delimiter: null, notes: [] };
  try {
    const rows = csvRows(
      deps.context.renderer,
      opened.bytes,
      { encoding, delimiter, columns },
      file,
    );
    return await takeRows(deps, { one, progress, rows, file }, leaseSeconds);
  } catch (error) {
    if (error instanceof RendererBusy) return "later";
    if (error instanceof RendererClosed) return "left";
    if (error instanceof NoCsv) return failed(error.message);
    if (error instanceof LimitExceeded)
      return failed(sayImport("theFile", { what: error.message }));
    if (error instanceof OutsideStreamFailed) {
      return error.why === "too_long" ? failed(error.message) : again(error.message);
    }
    deps.context.log.error({ importId: one.id, err: error }, "an import failed");
    return again(sayImport(isTransient(error) ? "postgresAway" : "unforeseen"));
  }
}

type OpenedFile = { bytes: AsyncIterable<Buffer> } | { why: string; isFinal: boolean };

/** The file: what was uploaded, or what the link is answered with. */
async function open(deps: FileImportDependencies, one: ContactImport): Promise<OpenedFile> {
  if (one.link === null) return { bytes: uploadedFile(deps.context, one.id) };
  const answer = await streamOutside(deps.agent, {
    method: "GET",
    url: one.link,
    headers: { accept: "text/csv, */*" },
    body: null,
    confidential: { headers: new Set(), body: false },
    timeoutMs: downloadMs,
    idleMs: deps.idleMs ?? usualIdleMs,
    maxBytes: maxImportBytes,
  });
  if (answer.outcome === "refused") return { why: answer.message, isFinal: true };
  if (answer.outcome === "unreached") return { why: answer.message, isFinal: false };
  if (answer.status === 200) return { bytes: answer.body };
  await answer.body[Symbol.asyncIterator]().return?.();
  const mayPass = answer.status >= 500 || answer.status === 429;
  return { why: sayImport("linkAnswered", { status: answer.status }), isFinal: !mayPass };
}
