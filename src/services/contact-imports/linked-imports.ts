import { newId } from "../../platform/new-id.ts";
import type { ImportOptions } from "../../contract/contact-import.ts";
import { AppError } from "../../contract/errors.ts";
import type { z } from "zod";
import type {
  contactImport,
  contactImportWithProblems,
} from "../../contract/api/contact-imports.ts";
import type { Page } from "../../contract/api/page.ts";
import type { ContactImport } from "../../db/contacts/contact-imports.ts";
import {
  importById,
  insertFileImport,
  listImports as rowsOf,
} from "../../db/contacts/contact-imports.ts";
import { uploadedBytes } from "../../db/contacts/import-files.ts";
import { importProblems } from "../../db/contacts/import-problems.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { pageById } from "../pages.ts";

export type { ContactImport } from "../../db/contacts/contact-imports.ts";

/**
 * Notes an import of a file; a worker carries it out.
 * @param link null: its file is to be uploaded
 * @returns its id
 */
export async function startFileImport(
  context: ServiceContext,
  link: string | null,
  options: ImportOptions,
): Promise<string> {
  const id = newId();
  await insertFileImport(context.sql, { id, link, options });
  return id;
}

/** @throws AppError `not_found` */
export async function getImport(context: ServiceContext, id: string): Promise<ContactImport> {
  const found = await importById(context.sql, id);
  if (found === null) throw new AppError("not_found", "there is no such import");
  return found;
}

/** Imports, newest first. */
export async function listImports(
  context: ServiceContext,
  request: PageRequest,
): Promise<Page<ContactImport>> {
  return pageById(request, (count, behind) => rowsOf(context.sql, count, behind));
}

const shownProblems = 100;

/** An import with the first of what was wrong in it. @throws AppError `not_found` */
export async function importWithProblems(
  context: ServiceContext,
  id: string,
): Promise<z.input<typeof contactImportWithProblems>> {
  const found = await getImport(context, id);
  const problems = await importProblems(context.sql, id, shownProblems, null);
  return {
    ...presentImport(found),
    uploaded: found.state === "uploading" ? await uploadedBytes(context.sql, id) : null,
    problems: problems.map(({ line, severity, column, reason }) => ({
      line,
      severity,
      column,
      reason,
    })),
  };
}

/** An import without its link, which may be all that guards the file. */
export function presentImport(found: ContactImport): z.input<typeof contactImport> {
  const {
    id,
    state,
    rows,
    made,
    unchanged,
    failed,
    warnings,
    encoding,
    delimiter,
    error,
    options,
  } = found;
  const { createdAt, endedAt } = found;
  return {
    id,
    state,
    dryRun: options.dryRun === true,
    rows,
    made,
    changed: Math.max(0, rows - made - failed),
    unchanged,
    failed,
    warnings,
    encoding,
    delimiter,
    error,
    createdAt,
    endedAt,
  };
}
