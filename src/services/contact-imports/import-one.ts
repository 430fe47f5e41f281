import { AppError } from "../../contract/errors.ts";
import type { FoundBy, ImportedContact } from "../../contract/contact-import.ts";
import type { Database } from "../../db/core/database.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { IngestInTransaction } from "../events/keep-events.ts";
import { importPage } from "./import-page.ts";

/**
 * Takes one contact with its segments. Addresses of other contacts stay theirs.
 * @returns its id
 * @throws AppError `invalid` when it can't be taken; `not_found` when it is to be found by an id
 */
export async function importOne(
  db: Database,
  keepEvents: IngestInTransaction,
  contact: ImportedContact,
  findBy: FoundBy,
): Promise<string> {
  const options = { findBy, only: null, join: [], leave: [], eventForNew: null };
  const page = await db.tx((sql) => importPage(sql, keepEvents, [contact], options));
  if (page.work) await notifyDispatchers(db);
  const [taken] = page.taken;
  if (taken !== undefined) return taken.contactId;
  const message = page.failed[0]?.message ?? "the contact can't be taken";
  throw new AppError(findBy.kind === "id" ? "not_found" : "invalid", message);
}
