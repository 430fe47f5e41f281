import type { ServiceContext } from "../context.ts";
import type { TemplateChange } from "../../contract/api/template.ts";
import { AppError } from "../../contract/errors.ts";
import { isUniqueViolation } from "../../db/core/database-errors.ts";
import type { TemplateRow } from "../../db/messages/templates.ts";
import { updateTemplate as updateRow } from "../../db/messages/templates.ts";
import { requireSound } from "./check.ts";
import { nameTaken } from "./create.ts";
import { getTemplate } from "./get.ts";

/**
 * Changes a template. Published versions keep what they were published with: publish again to have
 * the change sent.
 * @throws AppError `not_found`; `invalid`; `conflict` when the name is taken or somebody saved meanwhile
 */
export async function updateTemplate(
  context: ServiceContext,
  id: string,
  change: TemplateChange,
): Promise<TemplateRow> {
  if (change.content !== undefined) await requireSound(context.renderer, change.content);
  const changed = await updateRow(context.sql, id, change).catch((error: unknown) => {
    throw isUniqueViolation(error) ? nameTaken(change.name ?? "") : error;
  });
  if (changed !== undefined) return changed;
  const { revision } = await getTemplate(context, id);
  const message = `somebody saved the template meanwhile: it is at revision ${revision}, yours was made from ${change.revision}`;
  throw new AppError("conflict", message, { details: { revision } });
}
