import type { TemplateRow } from "../../db/messages/templates.ts";
import { templateById, templatesAbove } from "../../db/messages/templates.ts";
import type { ServiceContext } from "../context.ts";
import { idGiven } from "../numeric-ids/numeric-ids.ts";

const mostOfName = 100;

/** The template that somebody names by its number, its id or its name; undefined: there is none. */
export async function templateGiven(
  context: ServiceContext,
  given: string | number,
): Promise<TemplateRow | undefined> {
  const id = await idGiven(context, "template", given);
  const byId = id === null ? undefined : await templateById(context.sql, id);
  if (byId !== undefined) return byId;
  const name = String(given).trim();
  const alike = await templatesAbove(context.sql, mostOfName, null, name);
  return alike.find((template) => template.name === name);
}
