import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import type { TemplateRow } from "../../db/messages/templates.ts";
import { templateById } from "../../db/messages/templates.ts";

/** @throws AppError `not_found` */
export async function getTemplate(sql: Sql, id: string): Promise<TemplateRow> {
  const template = await templateById(sql, id);
  if (template === undefined) throw new AppError("not_found", `there is no template ${id}`);
  return template;
}
