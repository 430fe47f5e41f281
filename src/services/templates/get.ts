import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { TemplateRow } from "../../db/messages/templates.ts";
import { templateById } from "../../db/messages/templates.ts";

/** @throws AppError `not_found` */
export async function getTemplate(context: ServiceContext, id: string): Promise<TemplateRow> {
  const template = await templateById(context.sql, id);
  if (template === undefined) throw new AppError("not_found", `there is no template ${id}`);
  return template;
}
