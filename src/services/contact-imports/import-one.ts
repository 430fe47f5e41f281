import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { FoundBy, ImportedContact } from "../../contract/contact-import.ts";
import { importPage } from "./import-page.ts";

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
  const message = page.failed[0]?.message ?? "the contact can't be taken";
  throw new AppError(findBy.kind === "id" ? "not_found" : "invalid", message);
}
