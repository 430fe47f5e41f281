import type { ServiceContext } from "../context.ts";
import { newId } from "../../platform/new-id.ts";
import type { NewTemplate } from "../../contract/api/template.ts";
import { AppError } from "../../contract/errors.ts";
import type { TemplateRow } from "../../db/messages/templates.ts";
import { insertTemplate } from "../../db/messages/templates.ts";
import { requireSound } from "./check.ts";
import { getTemplate } from "./get.ts";

/** @throws AppError `invalid` for faulty content, `conflict` when the name is taken */
export async function createTemplate(
  context: ServiceContext,
  { name, content }: NewTemplate,
): Promise<TemplateRow> {
  await requireSound(context.renderer, content);
  const id = newId();
  if (!(await insertTemplate(context.sql, { id, name, content }))) throw nameTaken(name);
  return getTemplate(context, id);
}

export function nameTaken(name: string): AppError {
  return new AppError("conflict", `there is a template called "${name}" already`, {
    faults: [{ path: "name", message: "is taken" }],
  });
}
