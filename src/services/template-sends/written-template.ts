import type { ServiceContext } from "../context.ts";
import { isUniqueViolation } from "../../db/core/database-errors.ts";
import { templatesAbove } from "../../db/messages/templates.ts";
import { AppError } from "../../contract/errors.ts";
import { createTemplate } from "../templates/create.ts";

const name = "E-mail written by API";
const html =
  "{% if event.params.htmlText %}{{ event.params.htmlText | raw }}" +
  '{% else %}<div style="white-space: pre-wrap">{{ event.params.plainText }}</div>{% endif %}';

/** The template of e-mails whose content comes with the request: it says what the event says. */
export async function writtenTemplate(context: ServiceContext): Promise<string> {
  const known = await find(context);
  if (known !== undefined) return known;
  try {
    const content = { subject: "{{ event.params.subject }}", html };
    return (await createTemplate(context, { name, content })).id;
  } catch (error) {
    // Made by another request meanwhile.
    const there = isConflict(error) ? await find(context) : undefined;
    if (there === undefined) throw error;
    return there;
  }
}

const isConflict = (error: unknown): boolean =>
  isUniqueViolation(error) || (error instanceof AppError && error.code === "conflict");

async function find(context: ServiceContext): Promise<string | undefined> {
  return (await templatesAbove(context.sql, 10, null, name)).find((one) => one.name === name)?.id;
}
