import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { deleteTemplate as deleteRow, draftsWithTemplate } from "../../db/messages/templates.ts";
import { getTemplate } from "./get.ts";

/**
 * Deletes a template. Published versions have copies, so only drafts can miss it.
 * @throws AppError `not_found`; `conflict` while a draft uses it (`details.workflows`)
 */
export async function deleteTemplate(context: ServiceContext, id: string): Promise<void> {
  const { name } = await getTemplate(context, id);
  const workflows = await draftsWithTemplate(context.sql, id);
  if (workflows.length > 0) {
    const message = `drafts use the template "${name}": change them first`;
    throw new AppError("conflict", message, { details: { workflows } });
  }
  await deleteRow(context.sql, id);
}
